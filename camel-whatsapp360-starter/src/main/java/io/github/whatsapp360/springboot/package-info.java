/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Spring Boot: the component's options from {@code application.yaml}, and deliveries that reach it as they came.
 * Nothing here knows WhatsApp.
 */
@NullMarked
package io.github.whatsapp360.springboot;

import org.jspecify.annotations.NullMarked;
