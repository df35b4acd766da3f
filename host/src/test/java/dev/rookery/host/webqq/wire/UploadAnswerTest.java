package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.account.Answer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UploadAnswerTest {

    private static final String FRIEND = "parent.EQQ.Model.ChatMsg.callbackSendPic({\"retcode\":0,\"result\":\"OK\","
            + "\"filesize\":137972,\"fileid\":1,\"filename\":\"x.jpg\",\"filepath\":\"/d65c-58ae\"});";
    private static final String GROUP =
            "<script>parent.EQQ.Model.ChatMsg.callbackSendPicGroup({'ret':0,'msg':'8D100B2F7A9221FBD60D46AA.jPg'});";

    @Test
    void nameOfAPictureForAFriendIsRead() {
        assertThat(UploadAnswer.ofFriend(200, FRIEND))
                .isEqualTo(new Answer.Done<>(new OutgoingPicture.Offpic("/d65c-58ae", "x.jpg", 137972)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "f({'ret':0,'msg':'8D10.jPg'});             | 8D10.jPg",
                "f({'ret':4,'msg':'8D10.jPg 8D10.jPg -7001'}); | 8D10.jPg",
                "f({\"ret\":0,\"msg\":\"{8D10-1}.gif\"});   | {8D10-1}.gif"
            })
    void nameOfAPictureForAGroupIsReadAlsoWhenItIsThereAlready(String page, String name) {
        assertThat(UploadAnswer.ofGroup(200, page)).isEqualTo(new Answer.Done<>(new OutgoingPicture.GroupFace(name)));
    }

    @Test
    void noIsToldInAPersonsWords() {
        assertThat(UploadAnswer.ofGroup(200, "f({'ret':2,'msg':'too big'});").toString())
                .contains("too large");
        assertThat(UploadAnswer.ofGroup(200, "f({'ret':5,'msg':'x'});").toString())
                .contains("ret 5");
        assertThat(UploadAnswer.ofFriend(200, "f({\"retcode\":102});").toString())
                .contains("retcode 102");
        assertThat(UploadAnswer.ofFriend(502, FRIEND).toString()).contains("502");
        assertThat(UploadAnswer.ofGroup(200, "<html>").toString()).contains("no callback");
    }

    @Test
    void nothingThatIsCutOrBentBreaksTheReader() {
        Random random = new Random(1409);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder page = new StringBuilder(i % 2 == 0 ? FRIEND : GROUP);
            for (int changes = random.nextInt(5); changes >= 0; changes--) {
                page.setCharAt(random.nextInt(page.length()), (char) (' ' + random.nextInt(95)));
            }
            page.setLength(random.nextInt(page.length() + 1));
            assertThat(UploadAnswer.ofFriend(200, page.toString())).isNotNull();
            assertThat(UploadAnswer.ofGroup(200, page.toString())).isNotNull();
        }
    }
}
