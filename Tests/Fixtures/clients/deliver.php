<?php
// PHPMailer: sends $SUBJECT and the text in $TEXT by $TRANSPORT (plain, starttls, tls), with AUTH when $AUTH is not empty.
require "libphp-phpmailer/autoload.php";

use PHPMailer\PHPMailer\PHPMailer;

$mail = new PHPMailer(true);
$mail->isSMTP();
$mail->Host = getenv("HOST");
$mail->Port = (int) getenv("PORT");
$mail->SMTPAutoTLS = false;
$mail->SMTPSecure = ["plain" => "", "starttls" => "tls", "tls" => "ssl"][getenv("TRANSPORT")];
$mail->SMTPAuth = getenv("AUTH") !== "";
$mail->Username = "app";
$mail->Password = "secret";
$mail->CharSet = "utf-8";
$mail->setFrom("app@example.test");
$mail->addAddress(getenv("RECIPIENT"));
$mail->Subject = getenv("SUBJECT");
$mail->Body = file_get_contents(getenv("TEXT"));
$mail->send();
