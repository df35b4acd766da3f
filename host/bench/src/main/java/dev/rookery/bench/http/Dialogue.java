package dev.rookery.bench.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The child's side of {@link ChildProcess}: reads questions, prints answers, returns when there are no more. */
final class Dialogue {

    /** What a child can do: words in, {@code name=value} pairs out. */
    interface Answering {
        Map<String, Object> answer(String verb, Map<String, String> values) throws Exception;
    }

    private Dialogue() {}

    /** Greets, then answers until the input ends. */
    static void hold(Map<String, Object> greeting, Answering answering) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.println(ok(greeting));
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(answer(line, answering));
            }
        }
    }

    private static String answer(String line, Answering answering) {
        String[] words = line.split(" ", -1);
        Map<String, String> values = new HashMap<>();
        for (String word : List.of(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            values.put(word.substring(0, equals), word.substring(equals + 1));
        }
        try {
            return ok(answering.answer(words[0], values));
        } catch (Exception e) {
            return "error " + e.toString().replace('\n', ' ');
        }
    }

    private static String ok(Map<String, Object> values) {
        StringBuilder line = new StringBuilder("ok");
        values.forEach((name, value) -> line.append(' ')
                .append(name)
                .append('=')
                .append(value.toString().replace(' ', '_')));
        return line.toString();
    }
}
