/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.whatsapp360.springboot.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A Spring Boot application that answers on WhatsApp: the route is a file, the rest is {@code application.yaml}. */
@SpringBootApplication
public class SupportApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SupportApplication.class, arguments);
    }
}
