<?php
require "libphp-phpmailer/autoload.php";

$mail = new PHPMailer\PHPMailer\PHPMailer(true);
eval(file_get_contents(getenv("SETTINGS")));
$mail->setFrom("app@example.test");
$mail->addAddress(getenv("RECIPIENT"));
$mail->Subject = getenv("SUBJECT");
$mail->Body = "Hello.";
$mail->send();
