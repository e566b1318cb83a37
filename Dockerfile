# The bot in a container: `docker run -v campaign-bot:/data -e CAMPAIGN_BOT_TOKEN=... campaign-bot`.
# Everything that it keeps lies in the volume /data; docs/docker.md tells how it is run, docs/settings.md lists the settings.

FROM python:3.11-slim AS build
RUN python -m venv /opt/venv
WORKDIR /src
COPY requirements.txt ./
RUN /opt/venv/bin/pip install --no-cache-dir -r requirements.txt
COPY pyproject.toml README.md ./
COPY knowledge ./knowledge
COPY bot ./bot
COPY handlers ./handlers
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin bot \
    && install -d -o bot -g bot -m 700 /data /data/data /data/keys
COPY --from=build /opt/venv /opt/venv
# Data and keys lie apart, so that one can be copied without the other. matplotlib wants a folder for its font cache.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 MPLCONFIGDIR=/tmp/matplotlib \
    CAMPAIGN_BOT_DATA_DIR=/data/data CAMPAIGN_BOT_KEYS_DIR=/data/keys CAMPAIGN_BOT_HEALTH_LISTEN=127.0.0.1:8081
USER bot
WORKDIR /data
VOLUME /data
# Every part of it shows signs of life.
HEALTHCHECK --interval=1m --timeout=10s --start-period=1m --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8081/healthz', timeout=8)"]
CMD ["campaign-bot", "serve"]
