/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.whatsapp360.bridges.BridgeApplication;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;

/**
 * A real mail server with two mailboxes: the one that customers' mail comes from, which takes addresses with a plus,
 * and the team's, which takes everything else.
 */
final class MailServer implements AutoCloseable {

    static final String TEAM = "team@example.com";
    static final String SUPPORT = "support@example.com";
    static final String SECRET = "a secret of sixteen and more";

    private final GreenMail server;
    private final GreenMailUser team;
    private final GreenMailUser support;

    MailServer() {
        this(0, 0);
    }

    /** A server at these ports; 0 for free ones. */
    MailServer(int smtp, int imap) {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(smtp, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(imap, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        server.start();
        team = server.setUser(TEAM, "team", "secret");
        support = server.setUser(SUPPORT, "support", "secret");
        server.getUserManager()
                .setMessageDeliveryHandler(
                        (mail, address) -> address.getEmail().startsWith("support") ? support : team);
    }

    int smtp() {
        return server.getSmtp().getPort();
    }

    int imap() {
        return server.getImap().getPort();
    }

    /** Both bridges, as properties. */
    BridgeApplication bridges(BridgeApplication application) throws IOException {
        return answers(customers(application, smtp()), smtp(), imap());
    }

    static BridgeApplication customers(BridgeApplication application, int smtp) {
        return application.bridge(
                "0",
                "whatsapp360-to-mail",
                "account",
                "support",
                "smtp",
                "smtp:127.0.0.1:" + smtp,
                "username",
                "support",
                "password",
                "secret",
                "address",
                SUPPORT,
                "team",
                TEAM,
                "secret",
                SECRET);
    }

    static BridgeApplication answers(BridgeApplication application, int smtp, int imap) throws IOException {
        return application.bridge(
                "1",
                "mail-to-whatsapp360",
                "account",
                "support",
                "mailbox",
                "imap:127.0.0.1:" + imap,
                "smtp",
                "smtp:127.0.0.1:" + smtp,
                "username",
                "support",
                "password",
                "secret",
                "address",
                SUPPORT,
                "secret",
                SECRET,
                "delay",
                "200",
                "redeliveryDelay",
                "50");
    }

    /** Waits for so many mails to the team. */
    List<MimeMessage> toTeam(int count) {
        Awaitility.await().atMost(BridgeApplication.LIMIT).until(() -> toTeam().size() >= count);
        return toTeam();
    }

    List<MimeMessage> toTeam() {
        return mails(team, "INBOX");
    }

    /** What is set aside in this folder of the bridge's mailbox. */
    List<MimeMessage> inFolder(String folder) {
        return mails(support, folder);
    }

    private List<MimeMessage> mails(GreenMailUser user, String folder) {
        MailFolder found = server.getManagers().getImapHostManager().getFolder(user, folder);
        return found == null
                ? List.of()
                : found.getMessages().stream()
                        .map(StoredMessage::getMimeMessage)
                        .toList();
    }

    /** How many mails of the bridge's mailbox are unread. */
    long unread() {
        return mails(support, "INBOX").stream().filter(MailServer::isUnread).count();
    }

    private static boolean isUnread(MimeMessage mail) {
        try {
            return !mail.isSet(Flags.Flag.SEEN);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a mail into the bridge's mailbox, byte by byte as it is. */
    void deliver(byte[] mail) throws MessagingException {
        support.deliver(new RawMail(mail));
    }

    /** The ids of the newest mail in the bridge's mailbox, as the journal has them. */
    String placeOfLast() {
        MailFolder inbox = server.getManagers().getImapHostManager().getFolder(support, "INBOX");
        List<StoredMessage> mails = inbox.getMessages();
        return inbox.getUidValidity() + "." + mails.get(mails.size() - 1).getUid() + ".";
    }

    void send(MimeMessage mail) throws MessagingException {
        try (Transport transport = Session.getInstance(new Properties()).getTransport("smtp")) {
            transport.connect("127.0.0.1", smtp(), null, null);
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
