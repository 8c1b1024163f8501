//! The faces that stand where the form is, one after the other, and what each can ask for.

use crate::Letter;
use crate::protocol::Field;

/// What stands where the form is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Face {
    /// The form of a signature.
    #[default]
    Sign,
    /// A mail is on its way; the code in it is asked for.
    Code,
    /// The address that the mail went to can be corrected.
    Address,
    /// An address and a code, for those who come back.
    Find,
    /// What is stored of a signature, to be corrected.
    Own,
    /// What taking it back means, before it is done.
    Leave,
    /// Thanks.
    Thanks,
    /// It was taken back.
    Gone,
}

/// What the backend is asked to do. Each stands for one call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Task {
    /// To take a signature.
    #[default]
    Sign,
    /// To take a code.
    Confirm,
    /// To send another mail.
    Resend,
    /// To send it to another address.
    ChangeAddress,
    /// To send a mail that opens what is one's own.
    Mail,
    /// To show what is stored.
    Open,
    /// To change it.
    Save,
    /// To erase it.
    Withdraw,
}

impl Face {
    /// The fields that it asks for, in their order.
    #[must_use]
    pub fn fields(self, letter: &Letter) -> Vec<Field> {
        let mut fields = letter.form();
        match self {
            Self::Sign => {}
            // Another address is another signature.
            Self::Own => {
                fields.retain(|field| !matches!(field, Field::Email | Field::Consent | Field::Trap))
            }
            Self::Code => fields = vec![Field::Code],
            Self::Address => fields = vec![Field::Email],
            Self::Find => fields = vec![Field::Email, Field::Code],
            Self::Leave | Self::Thanks | Self::Gone => fields.clear(),
        }
        fields
    }

    /// Whether the visitor has signed, as far as it tells.
    #[must_use]
    pub fn is_signed(self) -> bool {
        matches!(
            self,
            Self::Code | Self::Address | Self::Own | Self::Leave | Self::Thanks
        )
    }

    /// Whether a visitor can go from here to there. Other ways lead through an answer.
    pub(super) fn leads_to(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Sign, Self::Find)
                | (
                    Self::Code | Self::Find | Self::Thanks | Self::Gone,
                    Self::Sign
                )
                | (Self::Code, Self::Address)
                | (Self::Address, Self::Code)
                | (Self::Own, Self::Leave | Self::Thanks)
                | (Self::Leave, Self::Own)
        )
    }

    /// Whether it can ask for that.
    pub(super) fn offers(self, task: Task) -> bool {
        matches!(
            (self, task),
            (Self::Sign, Task::Sign)
                | (Self::Code, Task::Confirm | Task::Resend)
                | (Self::Address, Task::ChangeAddress)
                | (Self::Find, Task::Confirm | Task::Mail)
                | (Self::Thanks, Task::Open)
                | (Self::Own, Task::Save)
                | (Self::Leave, Task::Withdraw)
        )
    }
}
