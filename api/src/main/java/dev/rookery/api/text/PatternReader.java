package dev.rookery.api.text;

import dev.rookery.api.command.UsageException;
import dev.rookery.api.text.BoundedPattern.Part;
import java.util.BitSet;
import java.util.function.IntPredicate;

/** Reads a {@link BoundedPattern} from left to right. For one expression and one thread. */
final class PatternReader {

    /** The largest number in braces. */
    private static final int MOST_REPEATED = 1_000;

    private static final int MANY = Integer.MAX_VALUE;

    private final int[] expression;
    private int at;

    PatternReader(String expression) {
        this.expression = expression.codePoints().toArray();
    }

    Part read() {
        Part whole = choice();
        if (at < expression.length) {
            throw unclear(); // a bracket that nobody opened
        }
        return whole;
    }

    private Part choice() {
        Part first = sequence();
        if (!skip('|')) {
            return first;
        }
        Part others = choice();
        return (places, run) -> {
            BitSet all = (BitSet) first.from(places, run).clone();
            all.or(others.from(places, run));
            return all;
        };
    }

    private Part sequence() {
        Part all = (places, run) -> places;
        while (at < expression.length && expression[at] != '|' && expression[at] != ')') {
            Part before = all;
            Part next = repeated();
            all = (places, run) -> next.from(before.from(places, run), run);
        }
        return all;
    }

    private Part repeated() {
        Part part = single();
        while (true) {
            if (skip('*')) {
                part = repeat(part, 0, MANY);
            } else if (skip('+')) {
                part = repeat(part, 1, MANY);
            } else if (skip('?')) {
                part = repeat(part, 0, 1);
            } else if (skip('{')) {
                int least = number();
                int most = least;
                if (skip(',')) {
                    most = at < expression.length && expression[at] == '}' ? MANY : number();
                }
                require('}');
                part = repeat(part, least, most);
            } else {
                return part;
            }
        }
    }

    private static Part repeat(Part part, int least, int most) {
        return (places, run) -> {
            BitSet last = places;
            for (int i = 0; i < least; i++) {
                run.step(last);
                last = part.from(last, run);
            }
            BitSet all = (BitSet) last.clone();
            for (int i = least; i < most && !last.isEmpty(); i++) {
                run.step(last);
                BitSet further = (BitSet) part.from(last, run).clone();
                further.andNot(all);
                all.or(further);
                last = further;
            }
            return all;
        };
    }

    private Part single() {
        int c = expression[at++];
        return switch (c) {
            case '(' -> group();
            case '[' -> character(set());
            case '.' -> character(any -> true);
            case '\\' -> character(escaped());
            case '^' -> (places, run) -> only(places, 0);
            case '$' -> (places, run) -> only(places, run.text.length);
            case '*', '+', '?', '{' -> {
                at--;
                throw unclear(); // nothing stands before it
            }
            default -> character(same(c));
        };
    }

    private static BitSet only(BitSet places, int wanted) {
        BitSet found = new BitSet();
        found.set(wanted, places.get(wanted));
        return found;
    }

    private Part group() {
        if (skip('?')) {
            require(':'); // what others begin so is more than is understood here
        }
        Part inner = choice();
        require(')');
        return inner;
    }

    private static Part character(IntPredicate wanted) {
        return (places, run) -> {
            run.step(places);
            BitSet ends = new BitSet();
            places.stream()
                    .filter(place -> place < run.text.length && wanted.test(run.text[place]))
                    .forEach(place -> ends.set(place + 1));
            return ends;
        };
    }

    private IntPredicate set() {
        boolean none = skip('^');
        IntPredicate all = c -> false;
        do {
            all = all.or(member());
        } while (!skip(']'));
        return none ? all.negate() : all;
    }

    private IntPredicate member() {
        int from = next();
        if (from == '\\') {
            return escaped();
        }
        if (at + 1 < expression.length && expression[at] == '-' && expression[at + 1] != ']') {
            at++;
            int to = next();
            return c -> isBetween(from, Character.toLowerCase(c), to) || isBetween(from, Character.toUpperCase(c), to);
        }
        return same(from);
    }

    private IntPredicate escaped() {
        int c = next();
        return switch (c) {
            case 'd' -> Character::isDigit;
            case 'D' -> each -> !Character.isDigit(each);
            case 'w' -> PatternReader::isWord;
            case 'W' -> each -> !isWord(each);
            case 's' -> Character::isWhitespace;
            case 'S' -> each -> !Character.isWhitespace(each);
            default -> {
                if (Character.isLetterOrDigit(c)) {
                    at--;
                    throw unclear();
                }
                yield same(c);
            }
        };
    }

    private static boolean isWord(int c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isBetween(int from, int c, int to) {
        return from <= c && c <= to;
    }

    private static IntPredicate same(int wanted) {
        int folded = folded(wanted);
        return c -> folded(c) == folded;
    }

    private static int folded(int c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private int number() {
        int from = at;
        int number = 0;
        while (at < expression.length && expression[at] >= '0' && expression[at] <= '9' && number <= MOST_REPEATED) {
            number = number * 10 + next() - '0';
        }
        if (at == from || number > MOST_REPEATED) {
            throw unclear();
        }
        return number;
    }

    private boolean skip(int wanted) {
        boolean there = at < expression.length && expression[at] == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private void require(int wanted) {
        if (!skip(wanted)) {
            throw unclear();
        }
    }

    private int next() {
        if (at == expression.length) {
            throw unclear();
        }
        return expression[at++];
    }

    private UsageException unclear() {
        return UsageException.phrase("pattern.unclear", at + 1);
    }
}
