/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of the console, {@code whatsapp360.console.*}.
 *
 * <p>Confined to the thread that configures; it is read once, when the Camel context is initialized.
 */
public final class ConsoleConfiguration {

    /** The path if no other is configured. */
    public static final String DEFAULT_PATH = "/whatsapp360/console";

    private boolean enabled;
    private String path = DEFAULT_PATH;
    private @Nullable String httpComponent;
    private Authentication authentication = Authentication.USERS;
    private List<String> allowedHosts = List.of();
    private Map<String, User> users = new LinkedHashMap<>();

    /** Who checks the passwords. */
    public enum Authentication {
        /** The console, with the configured users. */
        USERS,
        /** The HTTP server, which passes on the name of the user. */
        CONTAINER
    }

    /** A user of the console. */
    public static final class User {

        private @Nullable String password;
        private ConsoleRole role = ConsoleRole.READ;

        /** A user without a password and with the role {@code read}. */
        public User() {}

        public User(@Nullable String password, ConsoleRole role) {
            this.password = password;
            this.role = role;
        }

        /** Null if the HTTP server checks the passwords. */
        public @Nullable String getPassword() {
            return password;
        }

        public void setPassword(@Nullable String password) {
            this.password = password;
        }

        /** {@link ConsoleRole#READ} by default. */
        public ConsoleRole getRole() {
            return role;
        }

        public void setRole(ConsoleRole role) {
            this.role = role;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "User[" + role + "]";
        }
    }

    /** Whether the console is served; false by default. */
    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** The path on the HTTP server, {@value #DEFAULT_PATH} by default. */
    public String getPath() {
        return path;
    }

    public void setPath(String path) {
        this.path = path;
    }

    /** The HTTP server, as the option of the component {@code whatsapp360}; null for the one of that component. */
    public @Nullable String getHttpComponent() {
        return httpComponent;
    }

    public void setHttpComponent(@Nullable String httpComponent) {
        this.httpComponent = httpComponent;
    }

    /** {@link Authentication#USERS} by default. */
    public Authentication getAuthentication() {
        return authentication;
    }

    public void setAuthentication(Authentication authentication) {
        this.authentication = authentication;
    }

    /**
     * The host names that a request may have in its header {@code Host}, without ports; empty by default, for any. With
     * them a page whose name was pointed at this server is refused.
     */
    public List<String> getAllowedHosts() {
        return allowedHosts;
    }

    public void setAllowedHosts(List<String> allowedHosts) {
        this.allowedHosts = List.copyOf(allowedHosts);
    }

    /** The users by name. */
    public Map<String, User> getUsers() {
        return users;
    }

    public void setUsers(Map<String, User> users) {
        this.users = new LinkedHashMap<>(users);
    }

    /** Adds a user; returns this configuration. */
    public ConsoleConfiguration withUser(String name, String password, ConsoleRole role) {
        users.put(name, new User(password, role));
        return this;
    }

    @Override
    public String toString() {
        return "ConsoleConfiguration[" + path + ", " + users + "]";
    }
}
