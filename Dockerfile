# The web application and the command line in one image. PostgreSQL is a service of its own (docker-compose.yml).
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
# No embedded server in a container: the database is named by ConnectionStrings__Crm.
RUN dotnet publish src/CustomerCrm.Web -c Release -o /app/web -p:EmbeddedPostgres=false \
    && dotnet publish src/CustomerCrm.Cli -c Release -o /app/cli -p:EmbeddedPostgres=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
COPY samples/online-retail samples/online-retail
RUN mkdir /data && chown $APP_UID /data \
    && printf '#!/bin/sh\nexec dotnet /app/cli/crm.dll "$@"\n' > /usr/local/bin/crm && chmod +x /usr/local/bin/crm
ENV Data__Folder=/data \
    ASPNETCORE_URLS=http://127.0.0.1:8080 \
    DOTNET_gcServer=0
USER $APP_UID
VOLUME /data
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=4 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/ready HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "web/CustomerCrm.Web.dll"]
