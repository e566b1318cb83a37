# The bot in a container: `docker run -v campaign-bot:/data -e CAMPAIGN_BOT_TOKEN=... campaign-bot`.
# Everything that it keeps lies in the volume /data; docs/settings.md lists the settings.

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
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin bot && install -d -o bot -g bot -m 700 /data
COPY --from=build /opt/venv /opt/venv
# matplotlib wants a folder for its font cache, and the home folder is the volume.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 CAMPAIGN_BOT_DATA_DIR=/data MPLCONFIGDIR=/tmp/matplotlib
USER bot
WORKDIR /data
VOLUME /data
# It can read its plans and answer from them.
HEALTHCHECK --interval=5m --timeout=30s --start-period=30s \
    CMD campaign-bot ask "hạn báo cáo kết quả ở Bình Thuận" > /dev/null || exit 1
CMD ["campaign-bot", "serve"]
