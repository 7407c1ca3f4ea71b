<?php
require "Symfony/Component/Mailer/autoload.php";

[, $name] = explode("=", trim(file_get_contents(getenv("SETTINGS"))), 2);
$mailer = new Symfony\Component\Mailer\Mailer(Symfony\Component\Mailer\Transport::fromDsn($name));
$mailer->send((new Symfony\Component\Mime\Email())
    ->from("app@example.test")->to(getenv("RECIPIENT"))->subject(getenv("SUBJECT"))->text("Hello."));
