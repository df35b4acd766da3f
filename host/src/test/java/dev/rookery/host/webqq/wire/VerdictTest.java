package dev.rookery.host.webqq.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The retcode tables, and how answers are told from rubbish. */
class VerdictTest {

    @ParameterizedTest
    @CsvSource({
        "0, OK",
        "102, IDLE",
        "109, SHAKY",
        "110, SHAKY",
        "1202, IDLE",
        "100003, IDLE",
        "100100, IDLE",
        "116, NEW_PTWEBQQ",
        "120, RELINK",
        "121, TAKEN",
        "100012, SHAKY",
        "8, SIGN_IN_AGAIN",
        "100, SIGN_IN_AGAIN",
        "103, SIGN_IN_AGAIN",
        "100000, SIGN_IN_AGAIN",
        "50, UNKNOWN",
        "108, UNKNOWN",
        "114, SIGN_IN_AGAIN",
        "122, SIGN_IN_AGAIN",
        "100001, UNKNOWN",
        "100002, SIGN_IN_AGAIN",
        "100006, UNKNOWN",
        "100101, SIGN_IN_AGAIN",
        "100110, SIGN_IN_AGAIN",
        "112, UNKNOWN",
        "113, UNKNOWN",
        "115, UNKNOWN",
        "-1, UNKNOWN",
        "424242, UNKNOWN"
    })
    void poll(int retcode, PollVerdict verdict) {
        assertThat(PollVerdict.of(retcode)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"retcode\":0,\"result\":\"ok\"}                              | SENT    | false",
                "200 | {\"errCode\":0,\"msg\":\"send ok\"}                            | SENT    | false",
                "200 | {\"retcode\":0,\"result\":\"ok\",\"errCode\":0,\"msg\":\"send ok\"} | SENT | false",
                "200 | {\"errCode\":0}                                              | SENT    | false",
                "200 | {\"errCode\":0,\"msg\":\"later\"}                         | UNKNOWN | false",
                "200 | {\"retcode\":100100}                                           | UNKNOWN | false",
                "200 | {\"retcode\":1202,\"errmsg\":\"\"}                         | UNKNOWN | false",
                "200 | {\"retcode\":424242}                                           | UNKNOWN | false",
                "200 | {\"retcode\":100}                                              | REFUSED | true",
                "200 | {\"retcode\":121,\"t\":\"0\"}                              | REFUSED | false",
                "200 | {\"retcode\":100006}                                           | REFUSED | false",
                "200 | {\"retcode\":1202,\"errmsg\":\"error!!!\"}                     | UNKNOWN | false",
                "200 | {\"retcode\":103,\"errmsg\":\"\"}                              | REFUSED | true",
                "200 | {\"retcode\":100000}                                           | REFUSED | true",
                "200 | {\"retcode\":100012,\"errmsg\":\"error!!!\"}                   | REFUSED | true",
                "200 | {\"retcode\":8}                                                | REFUSED | true",
                "200 | {\"retcode\":108}                                              | REFUSED | false",
                "200 | {\"retcode\":100001}                                           | REFUSED | false",
                "200 | {\"errCode\":1,\"errMsg\":\"ERROR\"}                           | REFUSED | false",
                "200 | {}                                                             | UNKNOWN | false",
                "200 | {\"retcode\":                                                  | UNKNOWN | false",
                "404 | not found                                                      | REFUSED | false",
                "302 | moved                                                          | REFUSED | false",
                "502 | bad gateway                                                    | UNKNOWN | false",
                "504 | timed out                                                      | UNKNOWN | false"
            })
    void send(int status, String body, SendVerdict.Outcome outcome, boolean sessionInDoubt) {
        SendVerdict verdict = SendVerdict.of(JsonAnswer.of(status, body));
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.sessionInDoubt()).isEqualTo(sessionInDoubt);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "502 | {\"retcode\":0}        | HTTP status 502",
                "200 | ' '                    | an empty body",
                "200 | <html><body>busy       | a page of HTML",
                "200 | {\"retcode\":0,\"resul | malformed JSON",
                "200 | [1]                    | JSON that is not an object",
                "200 | {\"errmsg\":\"\"}      | JSON without a retcode",
                "200 | {\"retcode\":103}      | retcode 103"
            })
    void everyAnswerIsToldByItsKind(int status, String body, String kind) {
        assertThat(JsonAnswer.of(status, body).kind()).isEqualTo(kind);
    }

    @Test
    void rawControlCharactersAndLineEndsAreBorne() {
        assertThat(JsonAnswer.of(200, "{\"retcode\":\"102\",\"errmsg\":\"\u0001\n\"}\n"))
                .isInstanceOfSatisfying(
                        JsonAnswer.Json.class,
                        json -> assertThat(json.retcode()).isEqualTo(102));
    }
}
