# The hub without embedded servers. Build: docker build -t serai .
FROM maven:3.9-eclipse-temurin-21 AS build
WORKDIR /build
# Dependencies first: they change less often than the sources.
COPY pom.xml .
RUN mvn -B -q dependency:go-offline
COPY src src
COPY routes routes
RUN mvn -B -q package -DskipTests \
    && java -Djarmode=tools -jar target/serai.jar extract --layers --libraries jars --destination layers

FROM eclipse-temurin:21-jre
RUN groupadd --system --gid 10001 serai \
    && useradd --system --uid 10001 --gid serai --home-dir /serai --shell /usr/sbin/nologin serai
WORKDIR /serai
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
# A mount over routes or config takes the place of what is here. One over lib adds jars of components.
COPY routes routes
COPY config config
USER 10001:10001
EXPOSE 8080
# bash speaks HTTP by itself, so the image needs no curl.
HEALTHCHECK --interval=10s --timeout=4s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-${SERVER_PORT:-8080}} && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
# More options: JAVA_TOOL_OPTIONS.
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=60", "-XX:+ExitOnOutOfMemoryError", "-jar", "serai.jar"]
