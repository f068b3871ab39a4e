/*
 * Licensed under the Apache License, Version 2.0.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What must hold on Camel Main, Spring Boot and Karaf alike. It sees no class of the component: a runtime is what
 * answers HTTP and can suspend a route.
 */
@NullMarked
package io.github.whatsapp360.story;

import org.jspecify.annotations.NullMarked;
