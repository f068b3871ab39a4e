/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.whatsapp360.simulator.time.Timeline;
import io.github.whatsapp360.simulator.wire.Json;
import io.github.whatsapp360.simulator.wire.Wamid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Everything there is: numbers, people, chats, templates, media, and the positions of the switches. Confined to the
 * event loop.
 */
public final class World {

    private final Timeline timeline;
    private final Wamid ids = new Wamid(new Random());
    private final List<Channel> channels = new ArrayList<>();
    private final People people = new People(this);
    private final Map<String, ObjectNode> flows = new LinkedHashMap<>();
    private final Map<Channel, Pace> paces = new LinkedHashMap<>();
    private final Set<Switch> switches = EnumSet.noneOf(Switch.class);
    private final List<Feed> feeds = new ArrayList<>();
    private final Templates templates;
    private final MediaStore media;
    private @Nullable Registration wabaWebhook;
    private final StatusDelays usualDelays;
    private StatusDelays delays;
    private int batchSize = 1;
    private String platformSecret = "";

    /** A world without anybody. */
    public World(Timeline timeline, StatusDelays delays) {
        this.timeline = timeline;
        this.usualDelays = delays;
        this.delays = delays;
        this.templates = new Templates(ids);
        this.media = new MediaStore(timeline, ids);
        resetSwitches();
    }

    /** The time, and what is due. */
    public Timeline timeline() {
        return timeline;
    }

    /** The time by the simulator's clock. */
    public Instant now() {
        return timeline.now();
    }

    /** Makes ids. */
    public Wamid ids() {
        return ids;
    }

    /** The templates, shared by all numbers. */
    public Templates templates() {
        return templates;
    }

    /** The flows by their ids, shared by all numbers; changeable. */
    Map<String, ObjectNode> flows() {
        return flows;
    }

    /** The files at WhatsApp. */
    public MediaStore media() {
        return media;
    }

    /** The webhook of the business account, for numbers without their own; or null. */
    public @Nullable Registration wabaWebhook() {
        return wabaWebhook;
    }

    /** Sets or clears the webhook of the business account. */
    public void wabaWebhook(@Nullable Registration registration) {
        wabaWebhook = registration;
    }

    /** The numbers, in the order in which they were added. */
    public List<Channel> channels() {
        return channels;
    }

    /** The people. */
    public People people() {
        return people;
    }

    /** Whether a switch is on. */
    public boolean on(Switch which) {
        return switches.contains(which);
    }

    /** Turns a switch. */
    public void turn(Switch which, boolean on) {
        if (on ? switches.add(which) : switches.remove(which)) {
            changed("switches", this::switchesView);
        }
    }

    /** When statuses follow. */
    public StatusDelays delays() {
        return delays;
    }

    /** Changes when statuses follow. */
    public void delays(StatusDelays now) {
        delays = now;
    }

    /** How many events go into one delivery, at most; default 1. */
    public int batchSize() {
        return batchSize;
    }

    /** Changes how many events go into one delivery, 1 to 1000. */
    public void batchSize(int most) {
        if (most < 1 || most > 1000) {
            throw new IllegalArgumentException("Expected a batch of 1 to 1000 events, Actual " + most);
        }
        batchSize = most;
    }

    /** The secret with which deliveries are signed; empty when they are not. */
    public String platformSecret() {
        return platformSecret;
    }

    /** Sets the secret with which deliveries are signed; empty for none. */
    public void platformSecret(String secret) {
        platformSecret = secret;
    }

    /** Adds somebody who hears of every change. */
    public void follow(Feed feed) {
        feeds.add(feed);
    }

    /** Tells the followers. */
    public void changed(String kind, Supplier<ObjectNode> details) {
        for (Feed feed : feeds) {
            feed.changed(kind, details);
        }
    }

    /**
     * Adds a number.
     *
     * @throws IllegalArgumentException when another number has the key or the phone number, or one of them has not the
     *     form that a scenario takes
     */
    public Channel addChannel(String apiKey, String phone, String name) {
        requireKey(apiKey);
        if (!phone.matches("[0-9]{5,20}")) {
            throw new IllegalArgumentException("Expected a phone number of 5 to 20 digits, Actual " + phone);
        }
        if (byKey(apiKey).isPresent()
                || channels.stream().anyMatch(channel -> channel.phone().equals(phone))) {
            throw new IllegalArgumentException(
                    "Expected a key and a number that no other number has, Actual a used one");
        }
        return addChannel(null, apiKey, phone, name, "");
    }

    private static void requireKey(String apiKey) {
        if (!apiKey.matches("\\S+")) {
            throw new IllegalArgumentException("Expected a key without blanks, Actual one with some, or none");
        }
    }

    /** Forgets all numbers. */
    void clearChannels() {
        channels.clear();
        paces.clear();
    }

    /**
     * Adds a number.
     *
     * @param before the same number as it was, for those who know it; or null
     * @param phoneNumberId empty for a new one
     */
    Channel addChannel(@Nullable Channel before, String apiKey, String phone, String name, String phoneNumberId) {
        String id = phoneNumberId.isEmpty() ? "40" + ids.digits(13) : phoneNumberId;
        Channel channel = before == null ? new Channel(apiKey, phone, name, id) : before;
        channel.become(apiKey, name, id);
        channels.add(channel);
        paces.put(channel, new Pace(80, Duration.ofNanos(12_500_000)));
        changed("number", channel::view);
        return channel;
    }

    /** The number with this key. */
    public Optional<Channel> byKey(String apiKey) {
        return channels.stream()
                .filter(channel -> channel.apiKey().equals(apiKey))
                .findFirst();
    }

    /** The number with these digits. */
    public Optional<Channel> byPhone(String phone) {
        return channels.stream()
                .filter(channel -> channel.phone().equals(phone))
                .findFirst();
    }

    /** The limit of 80 requests a second for a number. */
    public Pace pace(Channel channel) {
        return paces.computeIfAbsent(channel, added -> new Pace(80, Duration.ofNanos(12_500_000)));
    }

    /** Gives a number another key; as at 360dialog the old one is void and the webhook is cleared. */
    public void rotateKey(Channel channel, String newKey) {
        requireKey(newKey);
        if (byKey(newKey).filter(other -> !other.equals(channel)).isPresent()) {
            throw new IllegalArgumentException("Expected a key that no other number has, Actual a used one");
        }
        channel.apiKey(newKey);
        channel.webhook(null);
        changed("number", channel::view);
    }

    /** The chat of a number and a person, made when there is none. */
    public Chat chat(Channel channel, Person person) {
        return channel.chats().computeIfAbsent(person.userId(), added -> new Chat(channel, person));
    }

    /** All chats of a number. */
    public Collection<Chat> chats(Channel channel) {
        return channel.chats().values();
    }

    /** A message of a number, in any of its chats. */
    public Optional<ChatMessage> findMessage(Channel channel, String id) {
        return Optional.ofNullable(channel.messages().get(id));
    }

    /**
     * Forgets people, chats and what is due, and puts the switches back; numbers, keys, webhooks and templates stay.
     */
    public void reset() {
        timeline.clear();
        templates.all().forEach(template -> template.review(null));
        people.clear();
        media.clear();
        channels.forEach(Channel::clear);
        paces.clear();
        delays = usualDelays;
        batchSize = 1;
        resetSwitches();
        changed("reset", Json::object);
    }

    /** The positions of all switches, by their lower-case names. */
    public ObjectNode switchesView() {
        ObjectNode view = Json.object();
        for (Switch each : Switch.values()) {
            view.put(each.word(), switches.contains(each));
        }
        return view;
    }

    private void resetSwitches() {
        switches.clear();
        for (Switch each : Switch.values()) {
            if (each.initially()) {
                switches.add(each);
            }
        }
    }
}
