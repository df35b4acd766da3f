package dev.rookery.bench.http.client;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bound of clients with a parser of their own: finds the end of the head, the status and Content-Length, and
 * believes the rest.
 */
final class BareScanner extends BareConnection {

    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    private static final byte[] LENGTH = "\r\ncontent-length: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOTHING = {};

    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private byte[] received = NOTHING;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            int before = received.length;
            byte[] bytes =
                    before == 0 ? new byte[in.readableBytes()] : Arrays.copyOf(received, before + in.readableBytes());
            in.readBytes(bytes, before, in.readableBytes());
            received = bytes;
        } finally {
            in.release();
        }
        scan();
    }

    private void scan() {
        byte[] bytes = received;
        int head = indexOf(bytes, END, bytes.length);
        if (head < 0) {
            return;
        }
        int length = indexOf(bytes, LENGTH, head);
        int from = head + END.length;
        int to = from + (length < 0 ? 0 : number(bytes, length + LENGTH.length));
        if (to <= bytes.length) {
            received = NOTHING;
            answered(number(bytes, STATUS_AT), Arrays.copyOfRange(bytes, from, to));
        }
    }

    private static int number(byte[] bytes, int from) {
        int number = 0;
        for (int i = from; bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    /** Where lower-case letters are found, whatever the case of what is searched. */
    private static int indexOf(byte[] bytes, byte[] sought, int end) {
        for (int at = 0; at + sought.length <= end; at++) {
            if (bytes[at] == '\r' && matches(bytes, sought, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean matches(byte[] bytes, byte[] sought, int at) {
        for (int i = 0; i < sought.length; i++) {
            byte b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != sought[i]) {
                return false;
            }
        }
        return true;
    }
}
