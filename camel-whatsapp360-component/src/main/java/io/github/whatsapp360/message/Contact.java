/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.message;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contact card. Empty lists are left out. The words for {@code type} are free; common are {@code HOME}, {@code WORK},
 * {@code CELL} and {@code MAIN}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param name required
 * @param birthday {@code YYYY-MM-DD}
 * @param phones phone numbers
 * @param emails email addresses
 * @param urls web pages
 * @param addresses postal addresses
 * @param org employer
 * @see <a href="https://docs.360dialog.com/docs/messaging/message-types">360dialog: Message types</a>
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Contact(
        Name name,
        @Nullable String birthday,
        List<Phone> phones,
        List<Email> emails,
        List<Url> urls,
        List<Address> addresses,
        @Nullable Organization org) {

    public Contact {
        requireNonNull(name, "name");
        phones = List.copyOf(phones);
        emails = List.copyOf(emails);
        urls = List.copyOf(urls);
        addresses = List.copyOf(addresses);
    }

    /** Begins a card. */
    public static Builder builder(Name name) {
        return new Builder(name);
    }

    /** A card with one number. */
    public static Contact of(String firstName, String lastName, String phone) {
        return builder(Name.of(firstName, lastName)).phone(phone, "CELL").build();
    }

    @Override
    public String toString() {
        return "Contact[…]";
    }

    /**
     * A name: the formatted one and at least one other part.
     *
     * @param formattedName as it is shown
     */
    public record Name(
            @JsonProperty("formatted_name") String formattedName,
            @JsonProperty("first_name") @Nullable String firstName,
            @JsonProperty("last_name") @Nullable String lastName,
            @JsonProperty("middle_name") @Nullable String middleName,
            @Nullable String suffix,
            @Nullable String prefix) {

        public Name {
            requireNonNull(formattedName, "formattedName");
        }

        /** A first and a last name. */
        public static Name of(String firstName, String lastName) {
            return new Name((firstName + " " + lastName).strip(), firstName, lastName, null, null, null);
        }
    }

    /**
     * A number.
     *
     * @param phone as it is shown
     * @param waId as WhatsApp knows it, digits only; with it the card gets a button that opens a chat
     */
    public record Phone(
            String phone,
            @Nullable String type,
            @JsonProperty("wa_id") @Nullable String waId) {
        public Phone {
            requireNonNull(phone, "phone");
        }
    }

    /** An e-mail address. */
    public record Email(String email, @Nullable String type) {
        public Email {
            requireNonNull(email, "email");
        }
    }

    /** A web page. */
    public record Url(String url, @Nullable String type) {
        public Url {
            requireNonNull(url, "url");
        }
    }

    /**
     * A postal address.
     *
     * @param countryCode ISO 3166, two letters
     */
    public record Address(
            @Nullable String street,
            @Nullable String city,
            @Nullable String state,
            @Nullable String zip,
            @Nullable String country,
            @JsonProperty("country_code") @Nullable String countryCode,
            @Nullable String type) {}

    /** The employer of a contact. */
    public record Organization(
            @Nullable String company,
            @Nullable String department,
            @Nullable String title) {}

    /** Confined to one thread. */
    public static final class Builder {
        private final Name name;
        private @Nullable String birthday;
        private final List<Phone> phones = new ArrayList<>();
        private final List<Email> emails = new ArrayList<>();
        private final List<Url> urls = new ArrayList<>();
        private final List<Address> addresses = new ArrayList<>();
        private @Nullable Organization org;

        private Builder(Name name) {
            this.name = requireNonNull(name, "name");
        }

        /** The day of birth. */
        public Builder birthday(LocalDate day) {
            this.birthday = day.toString();
            return this;
        }

        /** One more number. */
        public Builder phone(String phone, String type) {
            return phone(new Phone(phone, type, null));
        }

        /** One more number, which may name its WhatsApp id. */
        public Builder phone(Phone phone) {
            phones.add(phone);
            return this;
        }

        /** One more e-mail address. */
        public Builder email(String email, String type) {
            emails.add(new Email(email, type));
            return this;
        }

        /** One more page. */
        public Builder url(String url, String type) {
            urls.add(new Url(url, type));
            return this;
        }

        /** One more postal address. */
        public Builder address(Address address) {
            addresses.add(address);
            return this;
        }

        /** Whom he works for. */
        public Builder org(Organization organization) {
            this.org = organization;
            return this;
        }

        /** The card. */
        public Contact build() {
            return new Contact(name, birthday, phones, emails, urls, addresses, org);
        }
    }
}
