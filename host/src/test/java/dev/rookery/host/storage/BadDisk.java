package dev.rookery.host.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/** A disk that is full, or may not be written to, while a test says so. */
public final class BadDisk extends FilePathWrapper {

    static volatile boolean full;
    static volatile boolean readOnly;

    /** For H2. */
    public BadDisk() {}

    @Override
    public String getScheme() {
        return "baddisk";
    }

    @Override
    public boolean canWrite() {
        return !readOnly && super.canWrite();
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (readOnly && !mode.equals("r")) {
            throw new AccessDeniedException(toString());
        }
        FileChannel file = unwrap().open(mode);
        return new FileBaseDefault() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public synchronized int read(ByteBuffer to, long position) throws IOException {
                return file.read(to, position);
            }

            @Override
            public synchronized int write(ByteBuffer from, long position) throws IOException {
                if (full) {
                    throw new IOException("No space left on device");
                }
                return file.write(from, position);
            }

            @Override
            protected void implTruncate(long size) throws IOException {
                file.truncate(size);
            }

            @Override
            public FileLock tryLock(long position, long size, boolean shared) throws IOException {
                return file.tryLock(position, size, shared);
            }

            @Override
            protected void implCloseChannel() throws IOException {
                file.close();
            }
        };
    }
}
