const fs = require("fs");
const nodemailer = require("nodemailer");

const transport = new Function("nodemailer", fs.readFileSync(process.env.SETTINGS) + "return transport;")(nodemailer);
transport
  .sendMail({ from: "app@example.test", to: process.env.RECIPIENT, subject: process.env.SUBJECT, text: "Hello." })
  .catch((error) => {
    console.error(error);
    process.exitCode = 1;
  });
