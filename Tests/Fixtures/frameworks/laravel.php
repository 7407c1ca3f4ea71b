<?php
// The mail configuration of a new app, filled from the environment as it does.
require "Illuminate/autoload.php";
require "Swift/autoload.php";

foreach (file(getenv("SETTINGS"), FILE_IGNORE_NEW_LINES) as $line) {
    putenv($line);
}
$container = new Illuminate\Container\Container();
$container->instance("config", new Illuminate\Config\Repository(["mail" => [
    "default" => getenv("MAIL_MAILER"),
    "mailers" => ["smtp" => [
        "transport" => "smtp", "host" => getenv("MAIL_HOST"), "port" => getenv("MAIL_PORT"),
        "encryption" => getenv("MAIL_ENCRYPTION"), "username" => null, "password" => null,
    ]],
]]));
$container->instance("view", new class implements Illuminate\Contracts\View\Factory {
    public function exists($view) { return false; }
    public function file($path, $data = [], $mergeData = []) {}
    public function make($view, $data = [], $mergeData = []) {}
    public function share($key, $value = null) {}
    public function composer($views, $callback) {}
    public function creator($views, $callback) {}
    public function addNamespace($namespace, $hints) {}
    public function replaceNamespace($namespace, $hints) {}
});
$container->instance("events", new Illuminate\Events\Dispatcher());
$mailer = (new Illuminate\Mail\MailManager($container))->mailer();
$mailer->raw("Hello.", function ($message) {
    $message->from("app@example.test")->to(getenv("RECIPIENT"))->subject(getenv("SUBJECT"));
});
