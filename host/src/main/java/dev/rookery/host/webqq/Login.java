package dev.rookery.host.webqq;

import dev.rookery.api.config.Secret;
import dev.rookery.host.webqq.wire.Era;
import dev.rookery.host.webqq.wire.QqNumber;

/** How an account signs in, and with that which era of WebQQ it speaks. */
public sealed interface Login {

    /** By a QR code that a person scans, as SmartQQ did: era B. */
    record Qr() implements Login {
        @Override
        public Era era() {
            return Era.B;
        }
    }

    /**
     * By number and password.
     *
     * @param number the account's number
     * @param password its password
     * @param form as whose login page; what is made of the password is the server's choice either way: with three
     *     arguments check asks for the MD5 of 2013, with five for RSA and TEA
     */
    record Password(QqNumber number, Secret password, Form form) implements Login {

        /** The login pages that took passwords. */
        public enum Form {
            /** WebQQ's until 2014: era A. */
            WEBQQ,
            /** SmartQQ's until October 2015: era B. */
            SMARTQQ
        }

        @Override
        public Era era() {
            return switch (form) {
                case WEBQQ -> Era.A;
                case SMARTQQ -> Era.B;
            };
        }
    }

    Era era();
}
