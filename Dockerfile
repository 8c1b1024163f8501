# The program that `cargo xtask dist` leaves in target/dist, in an image without anything else that
# could be run. Build it beside that file:
#   cargo xtask dist && docker build --tag open-letter .
FROM debian:stable-slim
COPY target/dist/open-letter-server /usr/local/bin/open-letter-server
RUN useradd --system --uid 10001 --home-dir /data open-letter \
    && install --directory --owner open-letter --mode 0700 /data
USER open-letter
WORKDIR /data
# The letters are mounted, read-only; what is signed stays in the volume.
VOLUME /data
ENV OPEN_LETTER_LISTEN=0.0.0.0:8080 \
    OPEN_LETTER_DATABASE=sqlite:/data/open-letter.db \
    OPEN_LETTER_SECRET_FILE=/data/secret \
    OPEN_LETTER_LETTERS=/letters
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/open-letter-server"]
CMD ["serve"]
