/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.whatsapp360.camel.internal.http.WebhookRequest;
import io.github.whatsapp360.console.ConsoleConfiguration;
import io.github.whatsapp360.console.ConsoleConfiguration.Authentication;
import io.github.whatsapp360.console.ConsoleConfiguration.User;
import io.github.whatsapp360.console.ConsoleRole;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who may use the console: the configured users by HTTP basic authentication, or the users that the HTTP server has
 * authenticated. The latter have the configured role, or else the role {@value #OPERATE} or {@value #READ} of the
 * server.
 *
 * <p>Passwords are compared in constant time, and a {@link LoginLimiter} limits how many can be tried. Thread-safe.
 */
final class Access {

    static final String READ = "whatsapp360-read";
    static final String OPERATE = "whatsapp360-operate";

    private static final String BASIC = "basic ";

    private final boolean container;
    private final LoginLimiter attempts;
    private final Map<String, Account> users = new HashMap<>();

    /** A user who is known, and what the password must be. */
    @SuppressWarnings("ArrayRecordComponent") // never compared by equals
    private record Account(byte[] digest, ConsoleRole role) {}

    /**
     * A user.
     *
     * @param role null if the user may do nothing
     */
    record Caller(String name, @Nullable ConsoleRole role) {

        boolean may(ConsoleRole required) {
            return role != null && role.includes(required);
        }
    }

    /**
     * Reads the users.
     *
     * @param nanoTime as {@link System#nanoTime}
     * @throws IllegalArgumentException if nobody could log in, or a user has no password
     */
    Access(ConsoleConfiguration configuration, LongSupplier nanoTime) {
        this.attempts = new LoginLimiter(nanoTime);
        this.container = configuration.getAuthentication() == Authentication.CONTAINER;
        configuration.getUsers().forEach(this::add);
        if (users.isEmpty() && !container) {
            throw new IllegalArgumentException("The console has no users: set whatsapp360.console.users.<name>.password"
                    + " and .role (read or operate), or whatsapp360.console.authentication=container");
        }
    }

    private void add(String name, User user) {
        String password = user.getPassword();
        if (name.isBlank() || name.contains(":") || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The name of a user of the console must not be blank, and must contain no colon");
        }
        if (!container && (password == null || password.isBlank())) {
            throw new IllegalArgumentException("User " + name + " of the console has no password: set"
                    + " whatsapp360.console.users." + name + ".password");
        }
        users.put(name, new Account(digest(password == null ? "" : password), user.getRole()));
    }

    /**
     * The authenticated user of a request; null if there is none.
     *
     * @throws LoginLimiter.TooManyAttemptsException if the password is not compared
     */
    @Nullable
    Caller authenticate(WebhookRequest request) {
        return container ? fromServer(request) : fromHeader(request.header("Authorization"));
    }

    private @Nullable Caller fromServer(WebhookRequest request) {
        String name = request.user();
        if (name == null || name.isBlank()) {
            return null;
        }
        Account known = users.get(name);
        if (known != null) {
            return new Caller(name, known.role());
        }
        ConsoleRole role = request.hasRole(OPERATE) ? ConsoleRole.OPERATE : null;
        return new Caller(name, role == null && request.hasRole(READ) ? ConsoleRole.READ : role);
    }

    private @Nullable Caller fromHeader(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        String credentials;
        try {
            credentials = new String(
                    Base64.getDecoder()
                            .decode(authorization.substring(BASIC.length()).strip()),
                    UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
        int colon = credentials.indexOf(':');
        String name = colon < 0 ? "" : credentials.substring(0, colon);
        if (!attempts.tryAttempt(name)) {
            throw new LoginLimiter.TooManyAttemptsException();
        }
        byte[] given = digest(credentials.substring(colon + 1));
        Account known = users.get(name);
        // An unknown user takes as long as a wrong password.
        boolean same = MessageDigest.isEqual(given, known == null ? digest(name) : known.digest());
        if (known == null || !same) {
            return null;
        }
        attempts.succeeded(name);
        return new Caller(name, known.role());
    }

    private static byte[] digest(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
