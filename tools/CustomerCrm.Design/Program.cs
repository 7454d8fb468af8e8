// dotnet-ef asks DesignTimeContext; nothing runs here.
return 0;
