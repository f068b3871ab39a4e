/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.example.mail;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.whatsapp360.example.Bridge;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * A real mail server with two mailboxes: the one that customers' mail comes from, which takes addresses with a plus,
 * and the team's.
 */
public final class MailServer implements AutoCloseable {

    static final String TEAM = "team@example.com";
    static final String SUPPORT = "support@example.com";

    private final GreenMail server;
    private final GreenMailUser team;

    MailServer() {
        this(0, 0);
    }

    /** The default of two seconds to start is too short on a busy machine. */
    public static ServerSetup setup(int port, String protocol) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000);
        return setup;
    }

    /** A server at these ports; 0 for free ones. */
    MailServer(int smtp, int imap) {
        server = new GreenMail(
                new ServerSetup[] {setup(smtp, ServerSetup.PROTOCOL_SMTP), setup(imap, ServerSetup.PROTOCOL_IMAP)});
        server.start();
        team = server.setUser(TEAM, "team", "secret");
        GreenMailUser support = server.setUser(SUPPORT, "support", "secret");
        server.getUserManager()
                .setMessageDeliveryHandler(
                        (mail, address) -> address.getEmail().startsWith("support") ? support : team);
    }

    int smtp() {
        return server.getSmtp().getPort();
    }

    /** The properties of the routes, for this server. */
    Map<String, String> properties() {
        return Map.of(
                "mail.address",
                SUPPORT,
                "mail.username",
                "support",
                "mail.password",
                "secret",
                "mail.team",
                TEAM,
                "mail.secret",
                "a secret of sixteen and more",
                "mail.smtp",
                "smtp:127.0.0.1:" + smtp(),
                "mail.imap",
                "imap:127.0.0.1:" + server.getImap().getPort(),
                "mail.delay",
                "200",
                "mail.patience",
                "50",
                "mail.journal",
                "target/mail/" + UUID.randomUUID());
    }

    /** Waits for so many mails to the team. */
    List<MimeMessage> toTeam(int count) {
        Awaitility.await().atMost(Bridge.LIMIT).until(() -> inbox().size() >= count);
        return inbox();
    }

    private List<MimeMessage> inbox() {
        return server.getManagers().getImapHostManager().getFolder(team, "INBOX").getMessages().stream()
                .map(stored -> stored.getMimeMessage())
                .toList();
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
