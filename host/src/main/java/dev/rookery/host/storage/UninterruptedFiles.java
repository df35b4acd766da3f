package dev.rookery.host.storage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's files, opened so that an interrupt does not close them. A {@link FileChannel} of the JDK is closed for everybody
 * when a thread that reads or writes it is interrupted, and with it the database; threads of plugins are interrupted as
 * a matter of course. {@link RandomAccessFile} does not mind. (H2's own cures are worse: {@code retry:} opens the file
 * again and gives up its lock meanwhile, {@code async:} starts threads that inherit the plugin's class loader.)
 */
public final class UninterruptedFiles extends FilePathWrapper {

    private static final String SCHEME = "uninterrupted";

    /** H2 makes one for each path, hence a public class. */
    public UninterruptedFiles() {}

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FilePath file = unwrap();
        return new Opened(new RandomAccessFile(file.toString(), mode));
    }

    /** One open file. */
    private static final class Opened extends FileBaseDefault {

        private final RandomAccessFile file;

        Opened(RandomAccessFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.length();
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            byte[] bytes = new byte[to.remaining()];
            file.seek(position);
            int count = file.read(bytes);
            if (count > 0) {
                to.put(bytes, 0, count);
            }
            return count;
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            file.seek(position);
            file.write(bytes);
            return bytes.length;
        }

        @Override
        protected synchronized void implTruncate(long size) throws IOException {
            if (size < file.length()) {
                file.setLength(size);
            }
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.getFD().sync();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.getChannel().tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
