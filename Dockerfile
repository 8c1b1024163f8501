# The program that `cargo xtask dist` leaves in target/dist, on a small Debian. Build it beside that
# file:
#   cargo xtask dist && docker build --tag open-letter .
FROM debian:stable-slim
COPY target/dist/open-letter-server /usr/local/bin/open-letter-server
RUN useradd --uid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin open-letter \
    && install --directory --owner 10001 --group open-letter --mode 0700 /data
# By its number, since some who run images want to see that it is not root.
USER 10001
WORKDIR /data
# The letters are mounted, read-only; what is signed stays in the volume.
VOLUME /data
# Only where the secret lies; what it is stands in that file.
# hadolint ignore=DL3064
ENV OPEN_LETTER_LISTEN=0.0.0.0:8080 \
    OPEN_LETTER_DATABASE=sqlite:/data/open-letter.db \
    OPEN_LETTER_SECRET_FILE=/data/secret \
    OPEN_LETTER_LETTERS=/letters
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/open-letter-server"]
CMD ["serve"]
