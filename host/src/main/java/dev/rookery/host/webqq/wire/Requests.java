package dev.rookery.host.webqq.wire;

import java.time.Duration;

/**
 * The requests of WebQQ as the historical clients sent them, by theme: hosts, paths, parameters in their order, Referer
 * and Origin. What differs between the eras is told by {@link Era}.
 */
public final class Requests {

    private final Era era;
    private final QrLoginRequests qrLogin = new QrLoginRequests();
    private final PasswordLoginRequests passwordLogin;
    private final LoginRequests login;
    private final ChannelRequests channel;
    private final ApiRequests api;
    private final ChangeRequests changes;
    private final GroupAdminRequests groupAdmin = new GroupAdminRequests();
    private final PictureRequests pictures;

    /**
     * Creates the catalogue.
     *
     * @param era whom to speak like
     * @param pollTimeout how long a poll may take; longer than the server holds it
     * @param contactTimeout how long a question about contacts may take
     */
    public Requests(Era era, Duration pollTimeout, Duration contactTimeout) {
        this.era = era;
        this.passwordLogin = new PasswordLoginRequests(era);
        this.login = new LoginRequests(era);
        this.channel = new ChannelRequests(era, pollTimeout, contactTimeout);
        this.api = new ApiRequests(era, contactTimeout);
        this.changes = new ChangeRequests(era);
        this.pictures = new PictureRequests(era);
    }

    public Era era() {
        return era;
    }

    /** The way in by a QR code that a person scans. */
    public QrLoginRequests qrLogin() {
        return qrLogin;
    }

    /** The way in by number and password. */
    public PasswordLoginRequests passwordLogin() {
        return passwordLogin;
    }

    /** What all ways in have in common, and the quick one. */
    public LoginRequests login() {
        return login;
    }

    /** {@code channel/*}: the session, the poll, and what is said. */
    public ChannelRequests channel() {
        return channel;
    }

    /** {@code api/*}: who is who. */
    public ApiRequests api() {
        return api;
    }

    /** {@code channel/*} and {@code api/*}: how the account shows itself, and whom it knows. */
    public ChangeRequests changes() {
        return changes;
    }

    /** The group pages of qun.qq.com and its neighbours. */
    public GroupAdminRequests groupAdmin() {
        return groupAdmin;
    }

    /** Pictures, there and back. */
    public PictureRequests pictures() {
        return pictures;
    }
}
