package dev.rookery.host.sandbox;

import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * The picture of a captcha: four capitals, each turned and shifted a little, before a sprinkled ground. The letters are
 * drawn from dots, since a JRE without fonts (as in small containers) could draw no text.
 */
final class CaptchaPicture {

    static final int WIDTH = 130;
    static final int HEIGHT = 53;

    /** Capitals that cannot be mistaken for one another, nor for digits. */
    static final String LETTERS = "ACEFHKLMNPRTUXYZ";

    /** Seven rows of five dots for each of {@link #LETTERS}, the leftmost dot being the highest of five bits. */
    private static final String[] DOTS = {
        "EHHVHHH", "EHGGGHE", "VGGUGGV", "VGGUGGG", "HHHVHHH", "HIKOKIH", "GGGGGGV", "HRLLHHH",
        "HPPLJJH", "UHHUGGG", "UHHUKIH", "V444444", "HHHHHHE", "HHA4AHH", "HHA4444", "V1248GV"
    };

    private static final int ROWS = 7;
    private static final int COLUMNS = 5;
    private static final double DOT = 5;
    private static final double MOST_TURNED = 0.3;
    private static final int MOST_SHIFTED = 4;
    private static final double SPRINKLED = 0.06;
    private static final int INK = 0x24406e;
    private static final int SPRINKLE = 0x9fb3d1;
    private static final int PAPER = 0xf4f6fa;

    private CaptchaPicture() {}

    /** A JPEG of letters out of {@link #LETTERS}; {@code random} turns and sprinkles. */
    static byte[] jpeg(String letters, Random random) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, random.nextDouble() < SPRINKLED ? SPRINKLE : PAPER);
            }
        }
        double step = (double) WIDTH / letters.length();
        for (int i = 0; i < letters.length(); i++) {
            double x = step * (i + 0.5) + shift(random);
            double y = HEIGHT / 2.0 + shift(random);
            double turned = (2 * random.nextDouble() - 1) * MOST_TURNED;
            draw(image, DOTS[LETTERS.indexOf(letters.charAt(i))], x, y, turned);
        }
        return Pictures.encode(image, "jpeg");
    }

    private static int shift(Random random) {
        return random.nextInt(2 * MOST_SHIFTED + 1) - MOST_SHIFTED;
    }

    /** Asks each pixel which dot of the letter would be there if it were turned back. */
    private static void draw(BufferedImage image, String rows, double centreX, double centreY, double turned) {
        double sine = Math.sin(turned);
        double cosine = Math.cos(turned);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double right = cosine * (x - centreX) + sine * (y - centreY);
                double down = cosine * (y - centreY) - sine * (x - centreX);
                int column = (int) Math.floor(right / DOT + COLUMNS / 2.0);
                int row = (int) Math.floor(down / DOT + ROWS / 2.0);
                boolean inside = column >= 0 && column < COLUMNS && row >= 0 && row < ROWS;
                if (inside && (bits(rows.charAt(row)) >> (COLUMNS - 1 - column) & 1) != 0) {
                    image.setRGB(x, y, INK);
                }
            }
        }
    }

    /** Five bits are written as one digit to the base of 32. */
    private static int bits(char row) {
        return Character.digit(row, 32);
    }
}
