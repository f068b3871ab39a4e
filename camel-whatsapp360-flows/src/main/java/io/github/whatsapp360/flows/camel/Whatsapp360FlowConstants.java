/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.flows.camel;

import io.github.whatsapp360.camel.Whatsapp360Constants;
import org.apache.camel.spi.Metadata;

/** The names of the exchange headers. A header without a value is absent, never null or an empty string. */
public final class Whatsapp360FlowConstants {

    @Metadata(label = "consumer", description = "Name of the account.", javaType = "String")
    public static final String ACCOUNT = Whatsapp360Constants.ACCOUNT;

    @Metadata(
            label = "consumer",
            description = "Action of the request: INIT (the form is opened), data_exchange (a screen is submitted or "
                    + "asks for data), BACK (the customer goes back).",
            javaType = "String")
    public static final String FLOW_ACTION = "CamelWhatsapp360FlowAction";

    @Metadata(
            label = "consumer",
            description = "Id of the screen that is shown. Absent if the form is being opened.",
            javaType = "String")
    public static final String FLOW_SCREEN = "CamelWhatsapp360FlowScreen";

    @Metadata(label = "consumer", description = "Flow token of the message that opened the form.", javaType = "String")
    public static final String FLOW_TOKEN = "CamelWhatsapp360FlowToken";

    @Metadata(
            label = "consumer",
            description = "Customer that the verified flow token was issued for. Only with the option tokenSecret.",
            javaType = "String")
    public static final String FLOW_CUSTOMER = "CamelWhatsapp360FlowCustomer";

    @Metadata(
            label = "consumer",
            description = "Data in the verified flow token. Only with the option tokenSecret.",
            javaType = "String")
    public static final String FLOW_TOKEN_DATA = "CamelWhatsapp360FlowTokenData";

    @Metadata(
            label = "consumer",
            description = "Error of an earlier answer that a phone reports, for example payload-schema-error. Only "
                    + "with the option errors=true. The reply of the route is ignored.",
            javaType = "String")
    public static final String FLOW_ERROR = "CamelWhatsapp360FlowError";

    @Metadata(
            label = "producer",
            description = "Name of the downloaded file, as the phone of the customer gives it. Use it in no path.",
            javaType = "String")
    public static final String FILE_NAME = Whatsapp360Constants.FILE_NAME;

    @Metadata(label = "producer", description = "Id of the downloaded file in the form.", javaType = "String")
    public static final String MEDIA_ID = Whatsapp360Constants.MEDIA_ID;

    private Whatsapp360FlowConstants() {}
}
