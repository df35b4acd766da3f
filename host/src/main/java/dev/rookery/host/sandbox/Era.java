package dev.rookery.host.sandbox;

/**
 * Which generation of WebQQ a session speaks. The host of its login2 tells, and only that: iqq signs in with the
 * application id of the old one and goes on with the new one, lwqq the other way round.
 */
enum Era {
    /** WebQQ 3 until 2014, on d.web2.qq.com. */
    A,
    /** SmartQQ until 2018, on d1.web2.qq.com, and whatever names no host we know. */
    B;

    static Era ofHost(String host) {
        return host.equals("d.web2.qq.com") ? A : B;
    }
}
