/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.bridges.mail.internal;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognizes mail that a machine has written: delivery failures, out-of-office answers, read receipts, mailing lists.
 * Such mail is never sent to a customer and never answered, so that no two machines can answer each other.
 *
 * <p>Thread-safe.
 */
final class AutomaticMail {

    private static final List<String> MARKS = List.of(
            "X-Autoreply",
            "X-Autorespond",
            "X-Autoresponder",
            "X-AutoReply-From",
            "X-Auto-Reply",
            "X-Mail-Autoreply",
            "X-Vacation",
            "X-Loop",
            "X-FC-MachineGenerated");

    private static final Pattern MAILER = Pattern.compile("(?i).*\\b(mailer-daemon|postmaster|mail-daemon|mailerdaemon"
            + "|microsoftexchange[0-9a-f]{32})(@.*|>.*)?");

    /** The last resort, for programs that mark nothing. An answer of a person begins with a word such as Re. */
    private static final Pattern FAILURE_SUBJECT = subject(
            "undeliver(able|ed)( mail.*)?|delivery status notification.*"
                    + "|mail delivery (failed|system|failure).*|returned mail.*|failure notice|delivery (failure|has failed).*"
                    + "|message (delivery failed|undeliverable)|unzustellbar|nicht zustellbar|zustellung fehlgeschlagen.*"
                    + "|non remis|échec de (la )?remise.*|non distribuable|no se puede entregar|no entregado|no entregable"
                    + "|non recapitabile|mancato recapito|impossibile recapitare.*|não entregue|não é possível entregar"
                    + "|falha na entrega.*|onbestelbaar|niet bezorgd|kan niet worden bezorgd|kan inte levereras"
                    + "|kan ikke leveres|nie można dostarczyć|nedoručitelné|kézbesíthetetlen|не удается доставить|недоставлено|配信不能|无法传递");

    private static final Pattern ABSENCE_SUBJECT = subject(
            "(i am |i'm )?out of (the )?office.*|out-of-office.*|automatic reply|auto[- ]?reply|auto[- ]?response"
                    + "|auto(mated)? (reply|response)|vacation (reply|response|message)|on (vacation|holiday|leave)"
                    + "|abwesenheit(snotiz|sassistent|smeldung)?|automatische antwort|autom(atische)? rückmeldung"
                    + "|nicht im büro.*|réponse automatique|absence du bureau|absent du bureau|message d'absence"
                    + "|respuesta automática|fuera de (la )?oficina|ausente de la oficina|risposta automatica"
                    + "|fuori (sede|ufficio)|assente|resposta automática|ausência temporária|fora do escritório"
                    + "|automatisch antwoord|automatische reactie|afwezig(heid|heidsbericht)?|niet aanwezig"
                    + "|autosvar|automatiskt? svar|automaattinen vastaus|automatyczna odpowiedź"
                    + "|odpowiedź automatyczna|automatická odpov[eě]ď|automatikus válasz|răspuns automat"
                    + "|otomatik yanıt|автоответ|автоматический ответ|автоматична відповідь|αυτόματη απάντηση"
                    + "|自动回复|自动答复|自動返信|自動応答|자동 회신");

    private static final Pattern RECEIPT_SUBJECT = subject(
            "(not )?read|(un)?gelesen|lu|non lu|leído|no leído|letto|non letto|lida|não lida|gelezen|niet gelezen");

    private AutomaticMail() {}

    /** What kind of automatic mail this is, in a word or two; empty if a person seems to have written it. */
    static Optional<String> kind(PartHeaders mail) {
        return byType(mail).or(() -> bySender(mail)).or(() -> byMarks(mail)).or(() -> bySubject(mail.text("Subject")));
    }

    private static Optional<String> byType(PartHeaders mail) {
        if (mail.isType("multipart/report")) {
            String report = mail.parameter("report-type");
            boolean isReceipt = "disposition-notification".equalsIgnoreCase(report);
            return Optional.of(isReceipt ? "read receipt" : "delivery report");
        }
        if (mail.isType("message/delivery-status") || mail.has("X-Failed-Recipients")) {
            return Optional.of("delivery report");
        }
        return mail.isType("message/disposition-notification") ? Optional.of("read receipt") : Optional.empty();
    }

    private static Optional<String> bySender(PartHeaders mail) {
        String path = mail.text("Return-Path").strip();
        boolean isFromMailer = MAILER.matcher(mail.text("From")).matches();
        return path.equals("<>") || isFromMailer ? Optional.of("delivery report") : Optional.empty();
    }

    private static Optional<String> byMarks(PartHeaders mail) {
        String automatic = lower(mail, "Auto-Submitted");
        if (!automatic.isEmpty() && !automatic.startsWith("no")) {
            return Optional.of("automatic answer");
        }
        String precedence = lower(mail, "Precedence");
        if (precedence.matches("auto_?-?reply")
                || MARKS.stream().anyMatch(mail::has)
                || lower(mail, "Delivered-To").startsWith("autoresponder")
                || lower(mail, "X-POST-MessageClass").contains("autoresponder")) {
            return Optional.of("automatic answer");
        }
        return precedence.matches("bulk|junk|list") || mail.has("List-Id")
                ? Optional.of("mailing list")
                : Optional.empty();
    }

    private static Optional<String> bySubject(String subject) {
        String line = subject.strip();
        if (line.length() > 300) {
            return Optional.empty();
        }
        if (FAILURE_SUBJECT.matcher(line).matches()) {
            return Optional.of("delivery report");
        }
        if (ABSENCE_SUBJECT.matcher(line).matches()) {
            return Optional.of("automatic answer");
        }
        return RECEIPT_SUBJECT.matcher(line).matches() && line.matches("[^:]{1,12}:.*")
                ? Optional.of("read receipt")
                : Optional.empty();
    }

    private static Pattern subject(String phrases) {
        return Pattern.compile(
                "\\[?(" + phrases + ")\\]?(\\s?[:：(–-].*)?", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String lower(PartHeaders mail, String header) {
        return mail.text(header).strip().toLowerCase(Locale.ROOT);
    }
}
