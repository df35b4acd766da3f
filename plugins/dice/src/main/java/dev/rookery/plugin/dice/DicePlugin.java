package dev.rookery.plugin.dice;

import dev.rookery.api.command.Command;
import dev.rookery.api.command.CommandCall;
import dev.rookery.api.command.Param;
import dev.rookery.api.command.UsageException;
import dev.rookery.api.plugin.BotPlugin;
import dev.rookery.api.plugin.PluginContext;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Leaves things to chance: {@code roll 2d6+1}, {@code coin}, {@code pick tea|coffee}. */
public final class DicePlugin implements BotPlugin {

    @Override
    public void onEnable(PluginContext context) {
        context.commands().registerAll(new Chance(context.random()));
    }

    /** The commands. What they say stands in the files {@code messages_…} beside this class. */
    static final class Chance {

        private static final Pattern BETWEEN = Pattern.compile("\\s*[|｜、]\\s*");

        private final RandomGenerator random;

        Chance(RandomGenerator random) {
            this.random = random;
        }

        /** Each parameter is an argument; {@link Dice#parse} makes dice of a word. What is returned is the reply. */
        @Command(
                value = "roll",
                aliases = {"r", "掷骰子"})
        String roll(CommandCall call, @Param(value = "dice", orElse = "1d6") Dice dice) {
            List<Integer> eyes = IntStream.range(0, dice.count())
                    .mapToObj(die -> random.nextInt(dice.sides()) + 1)
                    .toList();
            int sum = dice.plus() + eyes.stream().mapToInt(Integer::intValue).sum();
            if (eyes.size() == 1 && dice.plus() == 0) {
                return call.phrase("roll.one", dice, sum);
            }
            String all = eyes.stream().map(String::valueOf).collect(Collectors.joining(" + "));
            return call.phrase("roll.many", dice, all + dice.bonus(), sum);
        }

        @Command(
                value = "coin",
                aliases = {"抛硬币"})
        String coin(CommandCall call) {
            return call.phrase(random.nextBoolean() ? "coin.heads" : "coin.tails");
        }

        /** The rest of the line, as it was typed. A {@link UsageException} is an answer, too. */
        @Command(
                value = "pick",
                aliases = {"选"})
        String pick(CommandCall call, @Param(value = "choices", rest = true) String choices) {
            List<String> all = BETWEEN.splitAsStream(choices)
                    .map(String::strip)
                    .filter(choice -> !choice.isEmpty())
                    .toList();
            if (all.size() < 2) {
                throw UsageException.phrase("pick.few");
            }
            return call.phrase("pick.this", all.get(random.nextInt(all.size())));
        }
    }
}
