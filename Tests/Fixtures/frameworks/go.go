package main

import (
	"log"
	"net/smtp"
	"os"
)

func main() {
	from, to := "app@example.test", []string{os.Getenv("RECIPIENT")}
	message := []byte("From: " + from + "\r\nTo: " + to[0] + "\r\nSubject: " + os.Getenv("SUBJECT") + "\r\n\r\nHello.\r\n")
	SETTINGS
	if err != nil {
		log.Fatal(err)
	}
}
