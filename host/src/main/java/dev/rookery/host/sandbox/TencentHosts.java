package dev.rookery.host.sandbox;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names that clients of WebQQ and SmartQQ ask for, collected from their sources. */
final class TencentHosts {

    private static final int FACE_HOSTS = 11;

    private static final List<String> NAMES = List.of(
            "ui.ptlogin2.qq.com",
            "xui.ptlogin2.qq.com",
            "check.ptlogin2.qq.com",
            "ssl.ptlogin2.qq.com",
            "ptlogin2.qq.com",
            "ptlogin4.web2.qq.com",
            "ptlogin2.web2.qq.com",
            "ssl.captcha.qq.com",
            "captcha.qq.com",
            "www.qq.com",
            "web.qq.com",
            "web2.qq.com",
            "web3.qq.com",
            "w.qq.com",
            "d.web2.qq.com",
            "d1.web2.qq.com",
            "s.web2.qq.com",
            "up.web2.qq.com",
            "cgi.web2.qq.com",
            "weboffline.ftn.qq.com",
            "file1.web.qq.com",
            "qun.qq.com",
            "qinfo.clt.qq.com",
            "qiandao.qun.qq.com",
            "pinghot.qq.com",
            "aq.qq.com",
            "mail.qq.com",
            "wp.mail.qq.com",
            // What some clients fetch beside it, and must be able to resolve: Mojo-Webqq and iqq, lwqq, pual.
            "raw.githubusercontent.com",
            "pidginlwqq.sinaapp.com",
            "www.simsimi.com");

    private TencentHosts() {}

    /** All of them; a certificate must name each, since a wildcard stands for one label only. */
    static List<String> all() {
        Stream<String> faces = IntStream.rangeClosed(1, FACE_HOSTS)
                .boxed()
                .flatMap(i -> Stream.of("face" + i + ".web.qq.com", "face" + i + ".qun.qq.com"));
        return Stream.concat(NAMES.stream(), faces).toList();
    }
}
