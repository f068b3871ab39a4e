/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.whatsapp360.identity.CustomerIdentity;
import io.github.whatsapp360.identity.internal.IdentityUpdater.Learned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ids belong to one customer, whatever the order in which it is learned. */
class IdentityUpdaterTest {

    private static final String LENA = "491701234501";
    private static final String LENAS_NEXT = "491701234502";
    private static final String BSUID = "DE.700112233445501";
    private static final String NEXT_BSUID = "DE.700112233445502";

    private final MemoryIdentityTable table = new MemoryIdentityTable(1_000);
    private final IdentityUpdater<RuntimeException> updater = new IdentityUpdater<>(table);
    private long now = 1_796_000_000L;

    @Test
    void aHiddenNumberIsTheSameCustomer() {
        String customer = sees(LENA, BSUID);

        assertThat(sees(null, BSUID)).isEqualTo(customer);
        assertThat(identity(customer).phone()).isEqualTo(LENA);
    }

    @Test
    void aCustomerKnownByNumberKeepsTheIdWhenTheUserIdIsTold() {
        String customer = sees(LENA, null);

        assertThat(sees(LENA, BSUID)).isEqualTo(customer);
    }

    @Test
    void aNumberThatIsSharedLaterMergesIntoTheOlderCustomer() {
        String byNumber = sees(LENA, null);
        String byId = sees(null, BSUID);

        Learned learned = learn(seen(LENA, BSUID));

        assertThat(byId).isNotEqualTo(byNumber);
        assertThat(customer(LENA, BSUID)).isEqualTo(byNumber);
        assertThat(learned.changes().stream().map(IdentityChange::merged).filter(Objects::nonNull))
                .containsExactly(byId);
    }

    @Test
    void aNewNumberWithItsUserIdIsTheSameCustomer() {
        String customer = sees(LENA, BSUID);

        learn(changed(LENA, BSUID, LENAS_NEXT, NEXT_BSUID));

        assertThat(customer(LENAS_NEXT, null)).isEqualTo(customer);
        assertThat(identity(customer).phone()).isEqualTo(LENAS_NEXT);
        assertThat(identity(customer).userId()).isEqualTo(NEXT_BSUID);
        assertThat(identity(customer).aliases()).hasSize(4);
    }

    @Test
    void theMessageFromTheNewNumberMayArriveBeforeTheNotice() {
        String customer = sees(LENA, BSUID);
        now += 10;
        IdentityEvidence notice = changed(LENA, BSUID, LENAS_NEXT, NEXT_BSUID);
        sees(LENAS_NEXT, NEXT_BSUID);

        learn(notice);

        assertThat(customer(LENAS_NEXT, NEXT_BSUID)).isEqualTo(customer);
    }

    @Test
    void aChangedUserIdWithoutANumberLeavesTheOldNumberBehind() {
        String customer = sees(LENA, BSUID);

        learn(changed(null, BSUID, null, NEXT_BSUID));

        assertThat(customer(null, NEXT_BSUID)).isEqualTo(customer);
        assertThat(identity(customer).phone()).isNull();
        assertThat(identity(customer).reachableBy()).isEqualTo(NEXT_BSUID);
    }

    @Test
    void aNumberThatComesBackWithAnotherUserIdIsANewCustomer() {
        String customer = sees(LENA, BSUID);

        String stranger = sees(LENA, NEXT_BSUID);

        assertThat(stranger).isNotEqualTo(customer);
        assertThat(customer(null, BSUID)).isEqualTo(customer);
        assertThat(customer(LENA, null)).isEqualTo(stranger);
        assertThat(identity(customer).phone()).isNull();
        assertThat(identity(customer).aliases()).anyMatch(alias -> alias.value().equals(LENA) && alias.until() != null);
    }

    @Test
    void aNumberThatWasGivenUpAndIsUsedAgainWithoutAUserIdIsANewCustomer() {
        String customer = sees(LENA, BSUID);
        learn(changed(LENA, BSUID, LENAS_NEXT, NEXT_BSUID));

        assertThat(sees(LENA, null)).isNotEqualTo(customer);
        assertThat(customer(null, BSUID)).isEqualTo(customer);
    }

    @Test
    void customersWithAHistoryUnderDifferentNumbersAreNeverMerged() {
        String one = sees(LENA, BSUID);
        String other = sees(LENAS_NEXT, NEXT_BSUID);

        Learned learned = learn(changed(null, BSUID, null, NEXT_BSUID));

        assertThat(learned.conflicts()).containsExactly(one + " and " + other);
        assertThat(customer(null, BSUID)).isEqualTo(one);
        assertThat(customer(null, NEXT_BSUID)).isEqualTo(other);
    }

    @Test
    void aNumberWithAHistoryIsNotTakenOverByACustomerWithAnotherNumber() {
        String one = sees(LENA, BSUID);
        String other = sees(LENAS_NEXT, null);

        Learned learned = learn(seen(LENAS_NEXT, BSUID));

        assertThat(learned.conflicts()).containsExactly(other + " and " + one);
        assertThat(customer(LENAS_NEXT, BSUID)).isEqualTo(one);
        assertThat(customer(LENAS_NEXT, null)).isEqualTo(other);
    }

    @Test
    void aNumberAsTheBusinessWritesItFindsTheCustomer() {
        String customer = sees("5215512345601", null);

        learn(new IdentityEvidence(
                new PersonIds("5215512345601", null, null, null),
                Instant.ofEpochSecond(++now),
                null,
                "525512345601",
                "c"));

        assertThat(customer("525512345601", null)).isEqualTo(customer);
        assertThat(identity(customer).aliases()).hasSize(1);
    }

    @Test
    void aUserNameFindsTheCustomerAndOutlivesTheNumber() {
        learn(IdentityEvidence.seen(
                PersonIds.of(LENA, BSUID, "DE.ENT.88001122334455", "@Lena.K"), Instant.ofEpochSecond(++now), "c"));
        String customer = customer(LENA, null);
        learn(changed(LENA, BSUID, LENAS_NEXT, NEXT_BSUID));

        assertThat(updater.find(new PersonIds(null, null, null, "lena.k"))).isEqualTo(customer);
        assertThat(identity(customer).username()).isEqualTo("lena.k");
        assertThat(customer(null, "DE.ENT.88001122334455")).isEqualTo(customer);
    }

    @Test
    void nothingIsLeftOfAForgottenCustomer() {
        String customer = sees(LENA, BSUID);
        String stranger = sees(LENA, NEXT_BSUID);

        CustomerIdentity known = updater.forget(customer);

        assertThat(known).isNotNull();
        assertThat(customer(null, BSUID)).isNull();
        assertThat(customer(LENA, null)).isEqualTo(stranger);
        assertThat(table.id("p:" + LENA).links()).noneMatch(link -> link.other().contains(BSUID));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyOrderAndAnyDuplicationEndsInTheSamePartition(long seed) {
        for (int world = 0; world < 30; world++) {
            Persons persons = new Persons(seed * 1_000 + world);
            List<IdentityEvidence> events = persons.live(40);
            Set<Set<String>> expected = partition(events);

            assertThat(expected).as("the people of world %s", world).isEqualTo(people(persons, expected));
            Random random = new Random(seed);
            for (int attempt = 0; attempt < 5; attempt++) {
                List<IdentityEvidence> shuffled = new ArrayList<>(events);
                for (int i = 0; i < 20; i++) {
                    shuffled.add(events.get(random.nextInt(events.size())));
                }
                Collections.shuffle(shuffled, random);

                assertThat(partition(shuffled))
                        .as("world %s, attempt %s", world, attempt)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void anyOrderEndsInTheSamePartitionAlsoOfEventsThatContradictEachOther(long seed) {
        Random random = new Random(seed);
        for (int world = 0; world < 100; world++) {
            List<IdentityEvidence> events = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                events.add(anything(random, 1_796_000_000L + i));
            }
            Set<Set<String>> expected = partition(events);
            for (int attempt = 0; attempt < 5; attempt++) {
                List<IdentityEvidence> shuffled = new ArrayList<>(events);
                shuffled.addAll(events.subList(0, random.nextInt(events.size())));
                Collections.shuffle(shuffled, random);

                assertThat(partition(shuffled))
                        .as("world %s, attempt %s", world, attempt)
                        .isEqualTo(expected);
            }
        }
    }

    private static IdentityEvidence anything(Random random, long at) {
        PersonIds ids = ids(random);
        return random.nextInt(3) == 0
                ? IdentityEvidence.changed(ids(random), ids, Instant.ofEpochSecond(at), "c")
                : IdentityEvidence.seen(ids, Instant.ofEpochSecond(at), "c");
    }

    private static PersonIds ids(Random random) {
        String phone = random.nextBoolean() ? "49170000000" + random.nextInt(3) : null;
        String user = phone == null || random.nextBoolean() ? "DE." + random.nextInt(4) : null;
        return new PersonIds(phone, user, random.nextInt(4) == 0 ? "DE.ENT." + random.nextInt(2) : null, null);
    }

    /** The keys of each customer that has a user id or a number. */
    private static Set<Set<String>> partition(List<IdentityEvidence> events) {
        MemoryIdentityTable memory = new MemoryIdentityTable(10_000);
        IdentityUpdater<RuntimeException> learner = new IdentityUpdater<>(memory);
        Set<String> keys = new TreeSet<>();
        for (IdentityEvidence event : events) {
            Learned unused = learner.learn(event);
            keys.addAll(event.ids().keys());
            if (event.before() != null) {
                keys.addAll(event.before().keys());
            }
        }
        Map<String, Set<String>> byCustomer = new HashMap<>();
        for (String key : keys) {
            IdRow row = memory.id(key);
            assertThat(memory.customer(row.customer()))
                    .as("the customer of %s", key)
                    .isNotNull();
            byCustomer.computeIfAbsent(row.customer(), id -> new TreeSet<>()).add(key);
        }
        byCustomer.forEach((id, own) ->
                assertThat(new TreeSet<>(memory.customer(id).ids())).isEqualTo(own));
        return Set.copyOf(byCustomer.values());
    }

    /** The real people, as far as their ids were told. User names are shared by nobody. */
    private static Set<Set<String>> people(Persons persons, Set<Set<String>> partition) {
        Map<Integer, Set<String>> real = new TreeMap<>();
        persons.owners().forEach((key, who) -> real.computeIfAbsent(who, each -> new TreeSet<>())
                .add(key));
        Set<String> names = partition.stream()
                .flatMap(Set::stream)
                .filter(key -> key.startsWith("n:"))
                .collect(Collectors.toSet());
        names.forEach(name ->
                real.get(Integer.parseInt(name.substring("n:name".length()))).add(name));
        return Set.copyOf(real.values());
    }

    private IdentityEvidence seen(String phone, String user) {
        return IdentityEvidence.seen(new PersonIds(phone, user, null, null), Instant.ofEpochSecond(++now), "user:x");
    }

    private IdentityEvidence changed(String phone, String user, String newPhone, String newUser) {
        return IdentityEvidence.changed(
                new PersonIds(phone, user, null, null),
                new PersonIds(newPhone, newUser, null, null),
                Instant.ofEpochSecond(++now),
                "user:x");
    }

    private Learned learn(IdentityEvidence evidence) {
        return updater.learn(evidence);
    }

    private String sees(String phone, String user) {
        Learned unused = learn(seen(phone, user));
        return customer(phone, user);
    }

    private String customer(String phone, String user) {
        return updater.find(PersonIds.of(phone, user, null, null));
    }

    private CustomerIdentity identity(String customer) {
        return updater.customer(customer).identity();
    }
}
