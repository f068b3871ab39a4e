package io.github.whatsapp360.camel;

/**
 * The operations of the producer. Their names are the values of the option {@code operation} and of the header {@code
 * CamelWhatsapp360Operation}. An operation does not change the body unless its description says so.
 */
public enum Whatsapp360Operations {
    /** Sends the body as a message. */
    send,
    /** Marks the message of header {@code CamelWhatsapp360MessageId}, and all before it in its chat, as read. */
    markAsRead,
    /** The same, and shows the customer for up to 25 seconds that an answer is being written. */
    showTyping,
    /** Uploads the body, a file, bytes or a stream; the body becomes the media id. */
    uploadMedia,
    /** Fetches the medium of header {@code CamelWhatsapp360MediaId} or body; the body becomes a stream. */
    downloadMedia,
    /** The body becomes what the API tells of the medium of header {@code CamelWhatsapp360MediaId} or body. */
    getMedia,
    /** Deletes the medium of header {@code CamelWhatsapp360MediaId} or body. */
    deleteMedia,
    /** The body becomes the list of all templates. */
    listTemplates,
    /** The body becomes the template of header {@code CamelWhatsapp360TemplateId}, or of name and language. */
    getTemplate,
    /** Asks for a new template, as the body defines it; the body becomes its id, status and category. */
    createTemplate,
    /** Changes the template of header {@code CamelWhatsapp360TemplateId}, or of name and language, as the body says. */
    updateTemplate,
    /** Deletes the template of header or option {@code templateName}; with a language only that translation. */
    deleteTemplate,
    /**
     * Unpauses the template of header {@code CamelWhatsapp360TemplateId}, or of name and language, which was paused
     * while WhatsApp tried it out. Unconfirmed at 360dialog.
     */
    unpauseTemplate,
    /** The body becomes the number's webhook. */
    getWebhook,
    /** Sets the number's webhook to the body, a URL or an object with url and headers; the body becomes what is set. */
    setWebhook,
    /** The body becomes the business profile. */
    getProfile,
    /** Changes the business profile: the members that the body has. */
    updateProfile,
    /** Blocks the users of the body, one or a list, or else the recipient; the body becomes the result. */
    blockUsers,
    /** Unblocks them likewise. */
    unblockUsers,
    /** The body becomes the list of blocked users. */
    listBlockedUsers,
    /**
     * Deletes the user of the body, or else of header {@code CamelWhatsapp360To} or {@code CamelWhatsapp360FromUserId},
     * from the contact book that Meta keeps; the body becomes whether there was an entry. Unconfirmed at 360dialog.
     */
    deleteContact,
    /** The body becomes the business's username and its status. Unconfirmed at 360dialog. */
    getUsername,
    /** Asks for the username that is the body; the body becomes it and its status. Unconfirmed at 360dialog. */
    setUsername,
    /** Gives the business's username up. Unconfirmed at 360dialog. */
    deleteUsername,
    /** Creates a group, as the body defines it; the body becomes the request's id, which the group event names too. */
    createGroup,
    /** The body becomes the list of the number's groups. */
    listGroups,
    /** The body becomes the group of header {@code CamelWhatsapp360GroupId} or body, with its participants. */
    getGroup,
    /**
     * Changes the group of header {@code CamelWhatsapp360GroupId} as the body says; the body becomes the request's id.
     */
    updateGroup,
    /** Deletes the group of header {@code CamelWhatsapp360GroupId} or body; the body becomes the request's id. */
    deleteGroup,
    /** The body becomes the link by which people join the group of header {@code CamelWhatsapp360GroupId} or body. */
    getGroupInviteLink,
    /** The same with a new link; the old one is void. */
    resetGroupInviteLink,
    /**
     * Adds the users of the body, one or a list of at most 8, to the group of header {@code CamelWhatsapp360GroupId};
     * the body becomes the request's id. Unconfirmed: Meta has people join by the invite link.
     */
    addGroupParticipants,
    /** Removes the users of the body, one or a list of at most 8, from the group likewise. */
    removeGroupParticipants,
    /**
     * The body becomes the list of open requests to join the group of header {@code CamelWhatsapp360GroupId} or body,
     * whose {@code join_approval_mode} is {@code approval_required}.
     */
    listGroupJoinRequests,
    /**
     * Approves the requests of the body, ids, what {@code listGroupJoinRequests} returned or the event of a request, to
     * join the group of header {@code CamelWhatsapp360GroupId}; the body becomes the result.
     */
    approveGroupJoinRequests,
    /** Rejects them likewise. */
    rejectGroupJoinRequests,
    /**
     * Pins the message of header {@code CamelWhatsapp360MessageId} in the group of header {@code
     * CamelWhatsapp360GroupId}, for the days of header {@code CamelWhatsapp360PinDays} (1 to 30, 7 without it).
     * Unconfirmed at 360dialog.
     */
    pinMessage,
    /** Unpins it. Unconfirmed at 360dialog. */
    unpinMessage,
    /**
     * Creates a flow, as the body defines it; the body becomes its id and validation errors. Unconfirmed at 360dialog.
     */
    createFlow,
    /** The body becomes the list of all flows. Unconfirmed at 360dialog. */
    listFlows,
    /**
     * Changes the flow of header {@code CamelWhatsapp360FlowId}, a draft, as the body says: its members, and its JSON
     * as member {@code flow_json}; the body becomes its id and validation errors. Unconfirmed at 360dialog.
     */
    updateFlow,
    /** Publishes the flow of header {@code CamelWhatsapp360FlowId} or body. Unconfirmed at 360dialog. */
    publishFlow,
    /** Deprecates it: no new message can open it. Unconfirmed at 360dialog. */
    deprecateFlow,
    /** Deletes it, if it is a draft. Unconfirmed at 360dialog. */
    deleteFlow,
    /** The body becomes 360dialog's messaging health. */
    healthStatus,
    /** The body becomes the customer service window of the recipient, as a send would find it. */
    serviceWindow,
    /**
     * The body becomes a page of the account's dead letters, oldest first: headers {@code
     * CamelWhatsapp360DeadLetterLimit} (50 without it, at most 1000) and {@code CamelWhatsapp360DeadLetterAfter}.
     * Without what was received, unless header {@code CamelWhatsapp360DeadLetterBodies} is true, or {@code
     * CamelWhatsapp360DeadLetterId} names those to show.
     */
    listDeadLetters,
    /**
     * Has dead letters run again: those whose ids header {@code CamelWhatsapp360DeadLetterId} or the body holds, or all
     * if it is the word all; without either, none. The body becomes how many.
     */
    replayDeadLetters,
    /** Forgets dead letters for ever, which are selected likewise; the body becomes how many. */
    purgeDeadLetters,
    /** Anything else: {@code CamelWhatsapp360Path}, {@code CamelHttpMethod}, JSON in, JSON out. */
    call
}
