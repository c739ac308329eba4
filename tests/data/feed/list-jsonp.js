china({"data":{"list":[{"title":"一","url":"https://p.example.com/1"},{"title":"二","url":"https://p.example.com/2"}]}});
