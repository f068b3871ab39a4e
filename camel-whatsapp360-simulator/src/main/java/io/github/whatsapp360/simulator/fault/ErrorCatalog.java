/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.simulator.fault;

import java.util.HashMap;
import java.util.Map;

/** The error codes of the API with their HTTP status, title and usual explanation. Thread-safe. */
final class ErrorCatalog {

    record Entry(int http, String title, String details, boolean passing) {}

    private static final Map<Integer, Entry> ENTRIES = new HashMap<>();

    static {
        add(0, 401, "AuthException", "We were unable to authenticate the app user.");
        add(1, 400, "API Unknown", "Invalid request or possible server error.");
        pass(2, 503, "API Service", "Temporary due to downtime or due to being overloaded.");
        add(3, 500, "API Method", "Capability or permissions issue.");
        pass(4, 400, "API Too Many Calls", "The app has reached its API call rate limit.");
        add(10, 403, "Permission Denied", "Permission is either not granted or has been removed.");
        add(33, 400, "Parameter value is not valid", "The business phone number has been deleted.");
        add(100, 400, "Invalid parameter", "The request included one or more unsupported or misspelled parameters.");
        add(190, 401, "Access token has expired", "Your access token has expired.");
        add(200, 403, "API Permission", "Permission is either not granted or has been removed.");
        add(368, 403, "Temporarily blocked for policies violations", "The account has been restricted.");
        pass(613, 400, "Calls to this api have exceeded the rate limit.", "Too many calls to this endpoint.");
        pass(80007, 400, "Rate limit issues", "The WhatsApp Business Account has reached its rate limit.");
        add(130403, 400, "User is blocked", "The business has blocked this user.");
        pass(130429, 400, "Rate limit hit", "Cloud API message throughput has been reached.");
        add(130472, 400, "User's number is part of an experiment", "Message was not sent as part of an experiment.");
        add(
                130497,
                403,
                "Business account is restricted from messaging users in this country.",
                "Country restriction.");
        pass(131000, 500, "Something went wrong", "Message failed to send due to an unknown error.");
        add(131005, 403, "Access denied", "Permission is either not granted or has been removed.");
        add(131008, 400, "Required parameter is missing", "The request is missing a required parameter.");
        add(131009, 400, "Parameter value is not valid", "One or more parameter values are invalid.");
        pass(131016, 500, "Service unavailable", "A service is temporarily unavailable.");
        add(131020, 400, "Group is not valid", "The group does not exist or the number is not in it.");
        add(131021, 400, "Recipient cannot be sender", "Sender and recipient phone number is the same.");
        add(131026, 400, "Message undeliverable", "Unable to deliver message.");
        add(131030, 400, "Recipient phone number not in allowed list", "Add the number to the recipient list.");
        add(131031, 403, "Account has been locked", "The account has been restricted or disabled.");
        add(131037, 400, "Display name approval needed", "The display name has not been approved.");
        add(131041, 400, "Group unknown", "The group is not known.");
        add(131042, 400, "Business eligibility payment issue", "There was an error related to your payment method.");
        add(131045, 500, "Incorrect certificate", "Message failed to send due to a phone number registration error.");
        add(
                131047,
                400,
                "Re-engagement message",
                "Message failed to send because more than 24 hours have passed since the customer last "
                        + "replied to this number.");
        pass(
                131048,
                400,
                "Spam rate limit hit",
                "There are restrictions on how many messages can be sent from this number.");
        add(
                131049,
                400,
                "This message was not delivered to maintain healthy ecosystem engagement.",
                "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.");
        add(131050, 400, "User has stopped marketing messages", "The user chose to stop receiving marketing messages.");
        add(131051, 400, "Unsupported message type", "Message type is not currently supported.");
        add(131052, 400, "Media download error", "Unable to download the media sent by the user.");
        add(131053, 400, "Media upload error", "Unable to upload the media used in the message.");
        add(131055, 400, "Method not allowed", "This endpoint does not take messages of this kind.");
        pass(
                131056,
                400,
                "(Business Account, Consumer Account) pair rate limit hit",
                "Message failed to send because there were too many messages sent from this phone number to "
                        + "the same phone number in a short period of time.");
        pass(131057, 500, "Account in maintenance mode", "The business account is in maintenance mode.");
        add(131059, 400, "Invalid cursor", "The cursor is not valid any more.");
        add(
                131062,
                400,
                "Recipient not supported",
                "Business-scoped user id recipients are not supported for this message.");
        add(
                132000,
                400,
                "Template Param Count Mismatch",
                "Number of parameters does not match the expected number of params.");
        add(
                132001,
                404,
                "Template name does not exist in the translation",
                "The template name does not exist in the translation.");
        add(132005, 400, "Template Hydrated Text Too Long", "The translated text is too long.");
        add(132007, 400, "Template Format Character Policy Violated", "The template content violates a policy.");
        add(132008, 400, "Template Parameter Invalid", "A template parameter value is not valid.");
        add(132012, 400, "Template Parameter Format Mismatch", "Variable parameter values formatted incorrectly.");
        add(132015, 400, "Template is Paused", "Template is paused due to low quality.");
        add(132016, 400, "Template is Disabled", "Template has been paused too many times and is now disabled.");
        add(132018, 400, "Template Validation Error", "There is an issue with the parameters in your template.");
        add(132068, 400, "Flow is blocked", "Flow is in blocked state.");
        add(132069, 400, "Flow is throttled", "Flow is in throttled state.");
        add(
                133010,
                400,
                "Phone number Not Registered",
                "Phone number not registered on the WhatsApp Business Platform.");
        add(134100, 400, "Only marketing messages supported", "Only marketing templates can be sent here.");
        pass(134101, 400, "Template still syncing", "Wait up to ten minutes after the template was made.");
        add(134102, 500, "Template unavailable", "The template cannot be used here.");
        add(
                135000,
                400,
                "Generic user error",
                "Message failed to send because of an unknown error with your request parameters.");
        add(137000, 400, "Recipient identity key hash mismatch", "The identity key of the recipient has changed.");
        addOfNovember2026();
        add(138000, 400, "Calling not enabled", "Calling is not enabled for this phone number.");
        add(131060, 400, "This message is currently unavailable.", "The message cannot be shown at present.");
        add(138006, 400, "No approved call permission from the recipient", "Ask for the permission to call first.");
        add(138009, 400, "Call permission request limit reached", "Too many call permission requests to this user.");
        add(139100, 400, "Failed to block/unblock users", "Some users could not be blocked or unblocked.");
        add(131212, 400, "Participant not in group", "A participant is not in the group.");
        add(131213, 400, "No join request", "There is no such request to join the group.");
        add(139001, 400, "Flow cannot be updated", "Only a draft can be changed.");
        add(139002, 400, "Flow cannot be published", "The flow has errors or is no draft.");
        add(139003, 400, "Flow cannot be deprecated", "Only a published flow can be deprecated.");
        add(139004, 400, "Flow cannot be deleted", "Only a draft can be deleted.");
        add(147001, 400, "Username not available", "The username is taken or not allowed.");
        pass(2494100, 500, "Maintenance mode", "The number is in maintenance mode.");
    }

    private static void addOfNovember2026() {
        add(131061, 400, "Message cannot be sent here", "A template with a maximum price needs another endpoint.");
        add(131064, 400, "Messaging limit reached", "Direct Send is limited because messages had a wrong category.");
        add(132021, 400, "Template name taken", "The name given to Direct Send belongs to an ordinary template.");
        add(138013, 400, "Business-initiated calling not available", "Calls by the business are not available here.");
        add(138014, 400, "Calling disabled", "Calling was switched off because of low quality.");
        add(138015, 400, "Calling cannot be enabled", "The messaging limit of this number is below 2000.");
        add(138018, 400, "Calling cannot be enabled", "The webhook field calls is not subscribed.");
        add(139006, 400, "Flow metrics not available", "There are too few data for this metric.");
        add(139200, 400, "Direct Send blocked", "Direct Send is blocked because messages had a wrong category.");
        add(147001, 400, "Username not available", "The username is taken or not allowed.");
        add(147002, 400, "Username not available", "The messaging limit of this number is too low.");
        add(147003, 400, "Username not available", "The Facebook page with this name is not linked.");
        add(147004, 400, "Username not available", "The Instagram account with this name is not linked.");
        add(2388050, 400, "Template not valid", "A button has no text.");
        add(2388153, 400, "Template not valid", "The text of a REQUEST_CONTACT_INFO button is Share Contact Info.");
        add(2388318, 400, "Template cannot be edited", "The template was made by Direct Send.");
        add(2388330, 400, "Template cannot be deleted", "The template was made by Direct Send.");
    }

    private ErrorCatalog() {}

    static Entry of(int code) {
        return ENTRIES.getOrDefault(
                code, new Entry(400, "Error " + code, "The simulator was told to answer so.", false));
    }

    private static void add(int code, int http, String title, String details) {
        ENTRIES.put(code, new Entry(http, title, details, false));
    }

    private static void pass(int code, int http, String title, String details) {
        ENTRIES.put(code, new Entry(http, title, details, true));
    }
}
