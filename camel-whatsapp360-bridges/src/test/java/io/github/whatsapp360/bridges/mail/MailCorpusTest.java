/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.whatsapp360.bridges.BridgeApplication;
import io.github.whatsapp360.bridges.mail.ConversationTag.Conversation;
import io.github.whatsapp360.simulator.Customer;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every mail of the corpus goes through a mail server and the bridge; each belongs to a customer of its own. */
class MailCorpusTest {

    private static final ConversationTag TAGS = new ConversationTag(MailServer.SECRET);
    private static final List<CorpusMail> CORPUS = MailCorpus.all();

    private static final List<Customer> CUSTOMERS = new ArrayList<>();

    private static MailServer server;
    private static BridgeApplication application;

    @BeforeAll
    static void setUp() throws Exception {
        server = new MailServer();
        application = MailServer.answers(new BridgeApplication(), server.smtp(), server.imap());
        for (int i = 0; i < CORPUS.size(); i++) {
            Customer customer = application.simulator.customer(number(i), "Customer " + i);
            customer.says("Opens the service window");
            CUSTOMERS.add(customer);
            String tag = TAGS.sign(new Conversation(number(i), false));
            server.deliver(
                    Mails.bytes(CORPUS.get(i).mail().replace("{tag}", tag).replace("{id}", "corpus-" + i)));
        }
        application.start();
        await().atMost(Duration.ofSeconds(90)).until(() -> server.unread() == 0);
    }

    @AfterAll
    static void tearDown() {
        application.close();
        server.close();
    }

    private static String number(int i) {
        return String.valueOf(491701000000L + i);
    }

    @Test
    void thereAreAtLeastSixtyMails() {
        assertThat(CORPUS).hasSizeGreaterThan(60);
    }

    @Test
    void everyMailArrivesAsAPersonExpects() throws Exception {
        Phones phones = new Phones(application.simulator);
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < CORPUS.size(); i++) {
            CorpusMail mail = CORPUS.get(i);
            List<String> expected = mail.isIgnored() || mail.isRefused() ? List.of() : mail.phone();
            all.assertThat(phones.messages(CUSTOMERS.get(i)))
                    .as(mail.toString())
                    .isEqualTo(expected);
        }
        all.assertAll();
    }

    @Test
    void whatCannotBeSentIsSetAsideAndItsAuthorIsTold() throws Exception {
        Map<String, String> notices = new LinkedHashMap<>();
        for (MimeMessage notice : server.toTeam()) {
            notices.put(
                    notice.getHeader("In-Reply-To", null), notice.getContent().toString());
        }
        List<String> refused = new ArrayList<>();
        SoftAssertions all = new SoftAssertions();
        for (int i = 0; i < CORPUS.size(); i++) {
            CorpusMail mail = CORPUS.get(i);
            String id = "<corpus-" + i + "@mail.example.org>";
            Optional<String> told = Optional.ofNullable(notices.get(id));
            all.assertThat(told.isPresent()).as(mail.toString()).isEqualTo(mail.isRefused());
            if (mail.isRefused()) {
                refused.add(id);
                all.assertThat(told.orElse(""))
                        .as(mail.toString())
                        .contains("was not delivered on WhatsApp", mail.reason());
            }
        }
        all.assertAll();
        List<String> aside = new ArrayList<>();
        for (MimeMessage mail : server.inFolder("whatsapp360-not-sent")) {
            aside.add(mail.getMessageID());
        }
        assertThat(aside).containsExactlyInAnyOrderElementsOf(refused);
    }
}
