package io.github.whatsapp360.camel.internal.send;

import io.github.whatsapp360.client.SendReceipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * How far a send of several parts has come. What a failed attempt has done is kept with its exchange, by account and by
 * the places of the message's parts, so that a redelivery goes on at the part that failed, never repeats one that was
 * accepted, whatever it was sent as, and uploads no file twice; through whichever endpoint and producer it comes.
 *
 * <p>Confined to one attempt. What is kept is immutable, because exchanges that Camel copies share it.
 */
final class SendProgress {

    private static final String PROPERTY = "CamelWhatsapp360SendProgress";

    /** Messages of one exchange that failed and may be sent again. */
    private static final int MAXIMUM_KEPT = 16;

    private final String account;
    private final List<OutgoingMessage> wanted;
    private final @Nullable Attempt before;
    private final List<Accepted> accepted;
    private final Map<OutgoingMessage, String> mediaIds;

    /** Parts that the API took, by their places, as one message; without a receipt if it was none. */
    private record Accepted(List<Integer> places, @Nullable SendReceipt receipt) {}

    /**
     * What one attempt left behind.
     *
     * @param wanted what was to be sent
     * @param accepted what was, in order
     */
    private record Attempt(
            String account,
            List<OutgoingMessage> wanted,
            List<Accepted> accepted,
            Map<OutgoingMessage, String> mediaIds) {

        /** Whether this was about the same message, or about one of which only the rest has been changed. */
        boolean isOf(String thisAccount, List<OutgoingMessage> parts) {
            if (!account.equals(thisAccount)) {
                return false;
            }
            Set<Integer> done = places(accepted);
            return wanted.equals(parts)
                    || (!done.isEmpty()
                            && done.size() < parts.size()
                            && done.stream()
                                    .allMatch(place -> place < parts.size()
                                            && wanted.get(place).equals(parts.get(place))));
        }

        @Override
        public String toString() {
            return "Attempt[" + places(accepted).size() + " of " + wanted.size() + " parts]";
        }
    }

    private SendProgress(String account, List<OutgoingMessage> wanted, @Nullable Attempt before) {
        this.account = account;
        this.wanted = List.copyOf(wanted);
        this.before = before;
        this.accepted = new ArrayList<>(before == null ? List.of() : before.accepted());
        this.mediaIds = new HashMap<>(before == null ? Map.of() : before.mediaIds());
    }

    /**
     * Goes on where an earlier attempt of the exchange ended; else begins.
     *
     * @param wanted the parts of the message
     */
    static SendProgress of(Exchange exchange, String account, List<OutgoingMessage> wanted) {
        Attempt before = attempts(exchange).stream()
                .filter(attempt -> attempt.isOf(account, wanted))
                .findFirst()
                .orElse(null);
        return new SendProgress(account, wanted, before);
    }

    /**
     * What was accepted in earlier attempts, for a redelivery whose parts cannot be made again: because a stream of it
     * can be read only once, for example.
     */
    static List<SendReceipt> receiptsBefore(Exchange exchange, String account) {
        if (!Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED, Boolean.class))) {
            return List.of();
        }
        return attempts(exchange).stream()
                .filter(attempt -> attempt.account().equals(account))
                .findFirst()
                .map(attempt -> new SendProgress(account, attempt.wanted(), attempt).receipts())
                .orElse(List.of());
    }

    private static List<Attempt> attempts(Exchange exchange) {
        List<Attempt> attempts = new ArrayList<>();
        if (exchange.getProperty(PROPERTY) instanceof List<?> kept) {
            kept.forEach(attempt -> attempts.add((Attempt) attempt));
        }
        return attempts;
    }

    /** What is left to be sent, before it is decided as what it may go. */
    List<PlacedMessage> rest() {
        Set<Integer> done = places(accepted);
        return IntStream.range(0, wanted.size())
                .filter(place -> !done.contains(place))
                .mapToObj(place -> new PlacedMessage(List.of(place), wanted.get(place)))
                .toList();
    }

    private static Set<Integer> places(List<Accepted> accepted) {
        return accepted.stream().flatMap(each -> each.places().stream()).collect(Collectors.toSet());
    }

    void accept(PlacedMessage sent, @Nullable SendReceipt receipt) {
        accepted.add(new Accepted(sent.places(), receipt));
    }

    /** Of all parts that were accepted, in this attempt and before. */
    List<SendReceipt> receipts() {
        List<SendReceipt> receipts = new ArrayList<>();
        for (Accepted each : accepted) {
            if (each.receipt() != null) {
                receipts.add(each.receipt());
            }
        }
        return receipts;
    }

    /** As what a file was uploaded before; null if it was not. */
    @Nullable
    String mediaId(OutgoingMessage file) {
        return mediaIds.get(file);
    }

    void keepMediaId(OutgoingMessage file, String id) {
        mediaIds.put(file, id);
    }

    /** Leaves with the exchange what the next attempt needs. */
    void keep(Exchange exchange) {
        List<Attempt> attempts = others(exchange);
        if (!accepted.isEmpty() || !mediaIds.isEmpty()) {
            attempts.add(0, new Attempt(account, wanted, List.copyOf(accepted), Map.copyOf(mediaIds)));
        }
        set(exchange, attempts.subList(0, Math.min(attempts.size(), MAXIMUM_KEPT)));
    }

    /** Nothing of this message is left to be sent. */
    void forget(Exchange exchange) {
        set(exchange, others(exchange));
    }

    private List<Attempt> others(Exchange exchange) {
        List<Attempt> attempts = attempts(exchange);
        attempts.removeIf(attempt -> Objects.equals(attempt, before));
        return attempts;
    }

    private static void set(Exchange exchange, List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            exchange.removeProperty(PROPERTY);
        } else {
            exchange.setProperty(PROPERTY, List.copyOf(attempts));
        }
    }
}
