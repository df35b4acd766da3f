package dev.rookery.host.sandbox;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code /login} may answer other than a success. The texts without a number are ours; captures lack them. */
enum LoginCode {
    BUSY(1, 0, "系统繁忙，请稍后重试。"),
    EXPIRED_NUMBER(2, 0, "您输入的帐号已过期或已被回收。"),
    WRONG_PASSWORD(3, 0, "您输入的帐号或密码不正确，请重新输入。"),
    WRONG_CAPTCHA(4, 0, "您输入的验证码不正确，请重新输入。"),
    PAGE_EXPIRED(4, 2, "页面过期，请重试。*"),
    NOT_VERIFIED(5, 0, "校验失败，请稍后重试。"),
    TRY_AGAIN(6, 0, "登录失败，请重试。"),
    WRONG_PARAMETERS(7, 0, "很遗憾，网络连接出现异常，请您稍后再试。(2220884626)"),
    TOO_MANY(8, 0, "您的IP登录次数过多，请稍后重试。"),
    NO_COOKIES(24, 0, "很遗憾，网络连接出现异常，请您检查是否禁用cookies。(3972006392)"),
    FORBIDDEN(71, 0, "您的帐号由于异常禁止登录，请联系客服。(2009081021)"),
    QR_ONLY(10005, 0, "请使用QQ手机版扫码登录。"),
    QR_ONLY_TOO(10006, 0, "请使用QQ手机版扫码登录。");

    private final int code;
    private final int sub;
    private final String text;

    LoginCode(int code, int sub, String text) {
        this.code = code;
        this.sub = sub;
        this.text = text;
    }

    static Optional<LoginCode> of(int code, int sub) {
        return Arrays.stream(values())
                .filter(known -> known.code == code && known.sub == sub)
                .findFirst();
    }

    /** All of them, for people. */
    static String known() {
        return Arrays.stream(values())
                .map(known -> known.code + (known.sub == 0 ? "" : " with sub " + known.sub))
                .collect(Collectors.joining(", "));
    }

    /** The answer for that number. A failure tells the number where a success tells the nickname. */
    String call(String number) {
        return "ptuiCB('" + code + "','" + sub + "','','0','" + text + "', '" + number + "');\r\n";
    }
}
