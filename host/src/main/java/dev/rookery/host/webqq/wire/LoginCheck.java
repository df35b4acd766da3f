package dev.rookery.host.webqq.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The answer to {@code check}, whether a captcha is wanted:
 * {@code ptui_checkVC('0','!PTH','\x00\x00\x00\x00\x3b\xb9\x5a\x3c');}, with two more arguments for clients that ask
 * with {@code pt_tea} (iqq).
 *
 * @param captchaWanted whether a person has to read a picture
 * @param code without a captcha the verify code itself, else the {@code cap_cd} that the picture is asked with
 * @param salt the account's number as 8 bytes, most significant first, or random ones
 * @param tea whether the password is wanted under RSA and TEA, see {@link PasswordCipher}: there were five arguments;
 *     otherwise as {@link PasswordHash}
 * @param session {@code ptvfsession}, sent back with the login as {@code pt_verifysession_v1}; empty when not told
 * @param randomSalt whether the salt is random; the login then says so with {@code pt_randsalt}
 */
public record LoginCheck(
        boolean captchaWanted, String code, Salt salt, boolean tea, String session, boolean randomSalt) {

    /**
     * The salt of a password.
     *
     * @param latin1 one character per byte
     */
    public record Salt(String latin1) {

        /** The 8 bytes. */
        public byte[] bytes() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static final int SALT_BYTES = 8;

    private static final int TEA_ARGUMENTS = 5;

    /** Reads the line; nothing when it is not such a call, or its code or bytes are none. */
    public static Optional<LoginCheck> parse(String body) {
        return ScriptCall.parse(body, "ptui_checkVC")
                .filter(LoginCheck::isComplete)
                .map(call -> new LoginCheck(
                        call.argument(0).equals("1"),
                        call.argument(1),
                        new Salt(call.argument(2)),
                        call.arguments().size() >= TEA_ARGUMENTS,
                        call.argument(3),
                        call.argument(4).equals("1")));
    }

    private static boolean isComplete(ScriptCall call) {
        String salt = call.argument(2);
        return (call.argument(0).equals("0") || call.argument(0).equals("1"))
                && (call.argument(0).equals("1") || !call.argument(1).isEmpty())
                && salt.length() == SALT_BYTES
                && salt.chars().allMatch(c -> c < 256);
    }
}
