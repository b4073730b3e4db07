package dev.serai;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the hub. */
@SpringBootApplication(proxyBeanMethods = false)
public class HubApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(HubApplication.class, arguments);
    }
}
