package dev.rookery.host.httpstream;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509ExtendedKeyManager;

/** A certificate with its key, made by the JDK's keytool in a temporary folder; the PEM file is what vouches for it. */
public record TestIdentity(X509ExtendedKeyManager keys, Path pem) {

    private static final String PASSWORD = "changeit";

    /** A self-signed one for these names, as in {@code dns:localhost,ip:127.0.0.1}. */
    public static TestIdentity of(Path folder, String name, String subjectAltNames) {
        Path store = folder.resolve(name + ".p12");
        generate(store, name, "-ext", "san=" + subjectAltNames, "-validity", "2");
        return read(folder, store, name, name);
    }

    /** One from an authority of its own, valid for a day from a date as keytool writes it: {@code -10d}. */
    static TestIdentity issued(Path folder, String name, String subjectAltNames, String start) {
        Path store = folder.resolve(name + ".p12");
        generate(store, "authority", "-ext", "bc:c", "-startdate", "-20d", "-validity", "40");
        generate(
                store,
                name,
                "-ext",
                "san=" + subjectAltNames,
                "-startdate",
                start,
                "-validity",
                "1",
                "-signer",
                "authority");
        return read(folder, store, name, "authority");
    }

    private static TestIdentity read(Path folder, Path store, String name, String voucher) {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            Path pem = folder.resolve(name + ".pem");
            Files.writeString(
                    pem,
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                    .encodeToString(keys.getCertificate(voucher).getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            if (!voucher.equals(name)) {
                keys.deleteEntry(voucher);
            }
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            return new TestIdentity((X509ExtendedKeyManager) managers.getKeyManagers()[0], pem);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** What a server with it has. */
    public SSLContext server() {
        return context(keys);
    }

    private static SSLContext context(KeyManager keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static void generate(Path store, String alias, String... further) {
        List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=" + alias));
        arguments.addAll(List.of("-alias", alias, "-keystore", store.toString()));
        arguments.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        arguments.addAll(List.of(further));
        keytool(arguments);
    }

    private static void keytool(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("keytool: " + said);
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
