package io.github.whatsapp360.window.internal;

import static java.util.Objects.requireNonNullElse;

import io.github.whatsapp360.window.internal.WindowTable.Link;
import io.github.whatsapp360.window.internal.WindowTable.Row;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Enters movements into a table and looks windows up, under whichever number or id of a user.
 *
 * <pre>
 *  phone number ──► user id          both were seen in one event: what is known, is known of the id
 *  user id ──► new user id           the id changed
 *  phone number ──► new number       the number changed, and no id is known: up to that instant
 * </pre>
 *
 * <p>A number that changed belongs to nobody from then on, until somebody else is met under it. Confined to whoever may use the
 * table.
 *
 * @param <X> how the table fails
 */
public final class Ledger<X extends Exception> {

    /** Longer chains are damage; a number that changed this often in the life of a window is none. */
    private static final int LONGEST_CHAIN = 8;

    /** A link that is met again is written again only now and then, so that it is not forgotten. */
    private static final Duration FRESH = Duration.ofDays(7);

    private final WindowTable<X> table;

    /** Over a table. */
    public Ledger(WindowTable<X> table) {
        this.table = table;
    }

    /** Enters what an event does; entering it again changes nothing. */
    public void enter(Movement movement) throws X {
        Party party = movement.party();
        if (party.phone() != null && party.userId() != null) {
            pair(party.phone(), party.userId(), movement.at());
        }
        Evidence evidence = Evidence.of(movement.effect(), movement.at());
        if (!evidence.equals(Evidence.NONE)) {
            add(keyOf(party), evidence);
        }
        if (movement.movedTo() != null) {
            move(party, movement.movedTo(), movement.at());
        }
    }

    /** What is known of a party now. */
    public Evidence look(Party party, Instant now) throws X {
        Evidence found = Evidence.NONE;
        if (party.phone() != null) {
            found = row(rootOf(party.phone(), now)).evidence();
        }
        if (party.userId() != null) {
            found = found.and(row(rootOf(party.userId(), now)).evidence());
        }
        return found;
    }

    /** Whether it is known, and freshly so, that this number and this id are one user. */
    public boolean knows(String phone, String userId, Instant now) throws X {
        Link link = row(phone).link();
        return link != null
                && link.since().isAfter(now.minus(FRESH))
                && rootOf(phone, now).equals(rootOf(userId, now));
    }

    private void move(Party from, Party to, Instant at) throws X {
        if (to.phone() != null && to.userId() != null) {
            pair(to.phone(), to.userId(), at);
        }
        String root = rootOf(keyOf(from), at);
        if (root.equals(from.phone())) {
            attach(root, keyOf(to), at, at);
            return;
        }
        if (to.userId() != null) {
            attach(root, to.userId(), Instant.MAX, at);
        } else if (to.phone() != null) {
            pair(to.phone(), root, at);
        }
        if (from.phone() != null && !from.phone().equals(to.phone())) {
            leave(from.phone(), root, at);
        }
    }

    /** From now on nobody is met under this number. */
    private void leave(String phone, String root, Instant at) throws X {
        Row row = row(phone);
        Link link = row.link();
        if (link == null || (link.until().isAfter(at) && !link.since().isAfter(at))) {
            table.put(phone, new Row(row.evidence(), new Link(link == null ? root : link.key(), at, at)));
        }
    }

    /** A number and an id were met together. */
    private void pair(String phone, String userId, Instant at) throws X {
        String last = lastNumberOf(phone, at);
        Row row = row(last);
        Link link = row.link();
        if (rootOf(last, at).equals(rootOf(userId, at))) {
            if (link != null && link.since().plus(FRESH).isBefore(at)) {
                table.put(last, new Row(row.evidence(), new Link(link.key(), link.until(), at)));
            }
        } else if (link == null || at.isAfter(link.since())) {
            attach(last, userId, Instant.MAX, at);
        }
    }

    /** Hands what is known under one key over to another. */
    private void attach(String from, String to, Instant until, Instant since) throws X {
        String root = rootOf(to, since);
        if (root.equals(from)) {
            return;
        }
        Evidence all = row(from).evidence();
        table.put(from, new Row(all.after(until), new Link(to, until, since)));
        Evidence handedOver = all.upTo(until);
        if (!handedOver.equals(Evidence.NONE)) {
            merge(root, handedOver);
        }
    }

    /** Evidence of one instant, entered where it belongs. */
    private void add(String key, Evidence evidence) throws X {
        merge(rootOf(key, evidence.latest()), evidence);
    }

    private void merge(String key, Evidence evidence) throws X {
        Row row = row(key);
        Evidence both = row.evidence().and(evidence);
        if (!both.equals(row.evidence())) {
            table.put(key, new Row(both, row.link()));
        }
    }

    /** The end of the chain of links that hold at an instant. */
    private String rootOf(String key, Instant at) throws X {
        String current = key;
        for (int hop = 0; hop < LONGEST_CHAIN; hop++) {
            Link link = row(current).link();
            if (link == null || at.isAfter(link.until())) {
                return current;
            }
            current = link.key();
        }
        return current;
    }

    /** The number that this one became by an instant. */
    private String lastNumberOf(String phone, Instant at) throws X {
        String current = phone;
        for (int hop = 0; hop < LONGEST_CHAIN; hop++) {
            Link link = row(current).link();
            if (link == null || at.isAfter(link.until()) || !isNumber(link.key())) {
                return current;
            }
            current = link.key();
        }
        return current;
    }

    private Row row(String key) throws X {
        return requireNonNullElse(table.get(key), Row.EMPTY);
    }

    private static boolean isNumber(String key) {
        return key.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    private static String keyOf(Party party) {
        @Nullable String userId = party.userId();
        return userId == null ? String.valueOf(party.phone()) : userId;
    }
}
