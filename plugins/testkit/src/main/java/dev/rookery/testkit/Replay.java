package dev.rookery.testkit;

import dev.rookery.host.record.RecordedLine.Said;
import dev.rookery.host.record.Recordings;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** What the plugins said to a recording, beside what they had said when it was made. */
public final class Replay {

    private final Recordings.Contents now;
    private final ReplyDiff diff;

    Replay(Recording recording, List<Said> recorded, Recordings.Contents now, List<Said> said) {
        this.now = now;
        this.diff = ReplyDiff.of(recording, recorded, said);
    }

    /**
     * Whether each chat got the same replies in the same order. Their times do not count.
     *
     * @return true if so
     */
    public boolean isSame() {
        return diff.differences() == 0;
    }

    /** Fails with {@link #diff()} if a reply differs. */
    public void expectSameReplies() {
        if (!isSame()) {
            throw new AssertionFailedError(diff.toString());
        }
    }

    /**
     * What differs, chat by chat and in the order of time, what was recorded on the left and what is said now on the
     * right.
     *
     * @return several lines for people
     */
    public String diff() {
        return diff.toString();
    }

    /**
     * This replay as a recording of its own. The same plugins with the same settings give the same text each time.
     *
     * @return what would stand in the file
     */
    public String text() {
        return Recordings.text(now);
    }
}
