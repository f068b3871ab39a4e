/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.camel;

/**
 * The operations of the producer. Their names are the values of the option {@code operation} and of the header {@code
 * CamelWhatsapp360Operation}. An operation does not change the body unless its description says so.
 */
public enum Whatsapp360Operations {
    /** Sends the body as one or more messages. */
    send,
    /** Marks the message of header {@code CamelWhatsapp360MessageId}, and all earlier ones of its chat, as read. */
    markAsRead,
    /**
     * Marks the message as read, as {@code markAsRead} does, and shows the customer a typing indicator for up to 25
     * seconds.
     */
    showTyping,
    /** Uploads the body: a file, bytes or a stream. The body becomes the media id. */
    uploadMedia,
    /**
     * Downloads the media whose id is header {@code CamelWhatsapp360MediaId} or the body. The body becomes a stream.
     */
    downloadMedia,
    /**
     * Returns URL, type, size and checksum of the media whose id is header {@code CamelWhatsapp360MediaId} or the body.
     * They become the body.
     */
    getMedia,
    /** Deletes the media whose id is header {@code CamelWhatsapp360MediaId} or the body. */
    deleteMedia,
    /** Lists all templates. The body becomes the list. */
    listTemplates,
    /**
     * Returns the template with the id of header {@code CamelWhatsapp360TemplateId}, or else with the name and language
     * of headers or options. It becomes the body.
     */
    getTemplate,
    /**
     * Creates the template that the body defines; WhatsApp reviews it. The body becomes its id, status and category.
     */
    createTemplate,
    /** Changes the template, which is selected as for {@code getTemplate}, as defined by the body. */
    updateTemplate,
    /** Deletes the template of header or option {@code templateName}. With a language, only that translation. */
    deleteTemplate,
    /**
     * Unpauses the template, which is selected as for {@code getTemplate}. WhatsApp pauses a template while it tests
     * the quality. Unconfirmed at 360dialog.
     */
    unpauseTemplate,
    /** Returns the webhook of the number. The body becomes its URL and headers. */
    getWebhook,
    /**
     * Sets the webhook of the number to the body: a URL, or an object with {@code url} and {@code headers}. The body
     * becomes the new setting.
     */
    setWebhook,
    /** Returns the business profile. It becomes the body. */
    getProfile,
    /** Changes those members of the business profile that the body contains. */
    updateProfile,
    /** Blocks the users of the body (one or a list), or else the recipient. The body becomes the result. */
    blockUsers,
    /** Unblocks users, which are selected as for {@code blockUsers}. The body becomes the result. */
    unblockUsers,
    /** Lists the blocked users. The body becomes the list. */
    listBlockedUsers,
    /**
     * Deletes a user from the contact book that Meta stores: the user of the body, or else of header {@code
     * CamelWhatsapp360To} or {@code CamelWhatsapp360FromUserId}. The body becomes whether there was an entry.
     * Unconfirmed at 360dialog.
     */
    deleteContact,
    /** Returns the username of the business and its status. They become the body. Unconfirmed at 360dialog. */
    getUsername,
    /**
     * Requests the username that is the body. The body becomes the username and its status. Unconfirmed at 360dialog.
     */
    setUsername,
    /** Deletes the username of the business. Unconfirmed at 360dialog. */
    deleteUsername,
    /**
     * Creates the group that the body defines. The body becomes the id of the request, which the group event contains
     * too.
     */
    createGroup,
    /** Lists the groups of the number. The body becomes the list. */
    listGroups,
    /**
     * Returns the group whose id is header {@code CamelWhatsapp360GroupId} or the body, with its participants. It
     * becomes the body.
     */
    getGroup,
    /**
     * Changes the group of header {@code CamelWhatsapp360GroupId} as defined by the body. The body becomes the id of
     * the request.
     */
    updateGroup,
    /**
     * Deletes the group whose id is header {@code CamelWhatsapp360GroupId} or the body. The body becomes the id of the
     * request.
     */
    deleteGroup,
    /**
     * Returns the invite link of the group whose id is header {@code CamelWhatsapp360GroupId} or the body. The body
     * becomes the link.
     */
    getGroupInviteLink,
    /**
     * Replaces the invite link of the group, which is selected as for {@code getGroupInviteLink}. The previous link
     * becomes invalid. The body becomes the new link.
     */
    resetGroupInviteLink,
    /**
     * Adds the users of the body (one, or a list of at most 8) to the group of header {@code CamelWhatsapp360GroupId}.
     * The body becomes the id of the request. Unconfirmed: Meta documents only joining by invite link.
     */
    addGroupParticipants,
    /**
     * Removes the users of the body (one, or a list of at most 8) from the group of header {@code
     * CamelWhatsapp360GroupId}. The body becomes the id of the request.
     */
    removeGroupParticipants,
    /**
     * Lists the open requests to join the group whose id is header {@code CamelWhatsapp360GroupId} or the body, if its
     * {@code join_approval_mode} is {@code approval_required}. The body becomes the list.
     */
    listGroupJoinRequests,
    /**
     * Approves the requests of the body to join the group of header {@code CamelWhatsapp360GroupId}: ids, elements that
     * {@code listGroupJoinRequests} returned, or the event of a request. The body becomes the result.
     */
    approveGroupJoinRequests,
    /**
     * Rejects requests to join a group, which are given as for {@code approveGroupJoinRequests}. The body becomes the
     * result.
     */
    rejectGroupJoinRequests,
    /**
     * Pins the message of header {@code CamelWhatsapp360MessageId} in the group of header {@code
     * CamelWhatsapp360GroupId}, for the number of days in header {@code CamelWhatsapp360PinDays} (1 to 30, default 7).
     * Unconfirmed at 360dialog.
     */
    pinMessage,
    /**
     * Unpins the message of header {@code CamelWhatsapp360MessageId} in the group of header {@code
     * CamelWhatsapp360GroupId}. Unconfirmed at 360dialog.
     */
    unpinMessage,
    /**
     * Creates the flow that the body defines. The body becomes its id and validation errors. Unconfirmed at 360dialog.
     */
    createFlow,
    /** Lists all flows. The body becomes the list. Unconfirmed at 360dialog. */
    listFlows,
    /**
     * Changes the draft flow of header {@code CamelWhatsapp360FlowId}: the members that the body contains, and the flow
     * JSON if the body has a member {@code flow_json}. The body becomes its id and validation errors. Unconfirmed at
     * 360dialog.
     */
    updateFlow,
    /** Publishes the flow whose id is header {@code CamelWhatsapp360FlowId} or the body. Unconfirmed at 360dialog. */
    publishFlow,
    /**
     * Deprecates the flow whose id is header {@code CamelWhatsapp360FlowId} or the body: new messages cannot open it.
     * Unconfirmed at 360dialog.
     */
    deprecateFlow,
    /**
     * Deletes the flow whose id is header {@code CamelWhatsapp360FlowId} or the body, if it is a draft. Unconfirmed at
     * 360dialog.
     */
    deleteFlow,
    /** Gets the public key of the number's flows and its status. Unconfirmed at 360dialog. */
    getFlowEncryptionKey,
    /** Uploads the body, a public key in PEM, as the key of the number's flows. Unconfirmed at 360dialog. */
    setFlowEncryptionKey,
    /** Returns the messaging health of the number as reported by 360dialog. It becomes the body. */
    healthStatus,
    /** Returns the customer service window of the recipient, as a send would find it. It becomes the body. */
    serviceWindow,
    /**
     * Returns what is known of a customer: number, ids, user name, and former ones. The body names the customer by
     * customer id, number, user id or user name; without a body, header {@code CamelWhatsapp360CustomerId}, otherwise
     * the recipient of a send. The body becomes a {@code CustomerIdentity}, or null if nobody is known by that name.
     */
    identity,
    /**
     * Deletes what the component stores about a customer, who is named as for {@code identity}: ids, service window,
     * waiting events and dead letters. With header {@code CamelWhatsapp360ForgetRemote} also deletes the customer from
     * the contact book that WhatsApp keeps for the business. The body becomes the {@code CustomerIdentity} that was
     * known, or null.
     */
    forget,
    /**
     * Returns what is known of a message that was sent with {@code waitFor} or {@code trackDelivery}: by header {@code
     * CamelWhatsapp360SentMessageKey}, {@code CamelWhatsapp360SentMessageId}, {@code CamelWhatsapp360CorrelationId} or
     * the body; the newest one if several have the same correlation id. It becomes the body; null if there is none.
     */
    sentMessage,
    /**
     * Lists dead letters of the account by ascending id. The body becomes the list. Header {@code
     * CamelWhatsapp360DeadLetterLimit} is the maximum number (default 50, at most 1000); {@code
     * CamelWhatsapp360DeadLetterAfter} selects only greater ids. Bodies are included only if header {@code
     * CamelWhatsapp360DeadLetterBodies} is true. With header {@code CamelWhatsapp360DeadLetterId}, lists only the dead
     * letters with these ids, and with their bodies.
     */
    listDeadLetters,
    /**
     * Runs dead letters again: those whose ids are in header {@code CamelWhatsapp360DeadLetterId} or the body, or all
     * of them if its value is {@code all}. Without ids, none. The body becomes their number.
     */
    replayDeadLetters,
    /**
     * Deletes dead letters for good. They are selected as for {@code replayDeadLetters}. The body becomes their number.
     */
    purgeDeadLetters,
    /**
     * Calls any other path of the API, given by headers {@code CamelWhatsapp360Path} and {@code CamelHttpMethod}. The
     * body is JSON, and becomes the JSON of the response.
     */
    call
}
