package dev.rookery.host.httpstream;

import java.io.IOException;

/** What a server may do with a request, and what is to come of it; the path of the request says which. */
enum FaultyServer {
    ANSWERS(true),
    ANSWERS_IN_CHUNKS(true),
    ANSWERS_SLOWLY(true),
    ANSWERS_AND_CLOSES(true),
    ANSWERS_UNTIL_CLOSE(true),
    REDIRECTS(true),
    ANSWERS_TWICE(true),
    STALLS(false),
    STALLS_IN_THE_BODY(false),
    DROPS(false),
    RESETS(false),
    CUTS_THE_HEAD(false),
    CUTS_THE_BODY(false),
    CUTS_A_CHUNK(false),
    TALKS_NONSENSE(false),
    LIES_ABOUT_GZIP(false);

    private static final String OK = "HTTP/1.1 200 OK\r\n";

    /** Whether a request that is not given up gets its answer, on whichever connection. */
    final boolean answers;

    FaultyServer(boolean answers) {
        this.answers = answers;
    }

    static RawServer start() {
        return new RawServer(client -> {
            for (String head = client.readsRequest(); head != null; head = client.readsRequest()) {
                String path = head.substring(head.indexOf('/') + 1, head.indexOf(" HTTP"));
                if (!FaultyServer.valueOf(path).treats(client)) {
                    return;
                }
            }
        });
    }

    String on(RawServer server) {
        return server.url("/" + name());
    }

    /** Whether the connection goes on. */
    private boolean treats(RawServer.Peer client) throws IOException, InterruptedException {
        switch (this) {
            case ANSWERS -> client.sends(RawServer.OK);
            case ANSWERS_IN_CHUNKS ->
                client.sends(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n");
            case ANSWERS_SLOWLY -> {
                client.sends(OK + "Content-Le");
                client.waits(1);
                client.sends("ngth: 2\r\n\r\no");
                client.waits(1);
                client.sends("k");
            }
            case ANSWERS_AND_CLOSES -> client.sends(OK + "Connection: close\r\nContent-Length: 2\r\n\r\nok");
            case ANSWERS_UNTIL_CLOSE -> client.sends(OK + "\r\nok");
            case REDIRECTS ->
                client.sends("HTTP/1.1 302 Found\r\nLocation: /" + ANSWERS + "\r\nContent-Length: 0\r\n\r\n");
            case ANSWERS_TWICE -> client.sends(RawServer.OK + OK + "Content-Length: 4\r\n\r\nevil");
            case STALLS -> client.waitsForHangUp();
            case STALLS_IN_THE_BODY -> {
                client.sends(OK + "Content-Length: 2\r\n\r\no");
                client.waitsForHangUp();
            }
            case DROPS -> client.ends();
            case RESETS -> client.resets();
            case CUTS_THE_HEAD -> client.sends(OK + "Content-Le");
            case CUTS_THE_BODY -> client.sends(OK + "Content-Length: 3\r\n\r\nok");
            case CUTS_A_CHUNK -> client.sends(OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nok");
            case TALKS_NONSENSE -> client.sends("220 smtp.example.org ready\r\n");
            case LIES_ABOUT_GZIP -> client.sends(OK + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\nok");
        }
        return switch (this) {
            case ANSWERS, ANSWERS_IN_CHUNKS, ANSWERS_SLOWLY, REDIRECTS -> true;
            case TALKS_NONSENSE, LIES_ABOUT_GZIP, ANSWERS_TWICE -> {
                client.waitsForHangUp();
                yield false;
            }
            default -> false;
        };
    }
}
